package routes.batch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts a committed batch away: raw objects to {@code processed/raw/}, the finished manifest to
 * {@code processed/_batches/}, then empties processing. May be repeated at any point.
 */
public final class Archive implements AutoCloseable {
    private final ObjectStore store;
    private final FinishedBatches finished;
    private final Clock clock;
    private final Mover mover = new Mover();

    public Archive(ObjectStore store, FinishedBatches finished, Clock clock) {
        this.store = store;
        this.finished = finished;
        this.clock = clock;
    }

    /** Whether the batch is done and only processing may have to be emptied. */
    public boolean isFinished(Claimed batch) {
        return finished.read(batch.id()).isPresent();
    }

    /**
     * Copies the batch's raw objects to the archive. One that has gone is no error: a loader that finished the batch
     * meanwhile took it away, and did so only after copying it.
     */
    public void keepRaw(Claimed batch) {
        Map<String, StoredObject> there = store.all(Zones.processing(batch.id())).stream()
                .collect(Collectors.toMap(StoredObject::key, object -> object));
        List<Manifest.Entry> objects = batch.manifest().objects().stream()
                .filter(object -> there.containsKey(Zones.processing(batch.id(), object)))
                .toList();
        mover.each(objects, object -> {
            StoredObject source = there.get(Zones.processing(batch.id(), object));
            return store.copy(source.key(), source.etag(), Zones.archived(batch.id(), object));
        });
    }

    /**
     * Says for good that the batch is done, and which Parquet files are its own.
     *
     * @param attempt the folder that the unloads of this turn wrote to; empty if there were none
     */
    public void finish(Claimed batch, BatchCounts counts, String attempt) {
        List<FinishedBatch.UnloadedFile> parquet = store.level(Zones.MARTS).folders().stream()
                .flatMap(mart -> store.all(Zones.unloaded(mart, batch.id(), attempt)).stream())
                .map(file -> new FinishedBatch.UnloadedFile(file.key(), file.size()))
                .toList();
        finished.write(new FinishedBatch(batch.manifest(), counts, parquet, clock.instant()));
    }

    /**
     * Removes the batch from processing, its manifest last. What lies there beside it stays, and is swept back to landing
     * once no manifest is there.
     */
    public void empty(Claimed batch) {
        store.delete(batch.manifest().objects().stream()
                .map(object -> ObjectStore.named(Zones.processing(batch.id(), object)))
                .toList());
        store.delete(List.of(ObjectStore.named(Zones.manifest(batch.id()))));
    }

    @Override
    public void close() {
        mover.close();
    }
}
