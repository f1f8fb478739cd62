package routes.batch;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        finished.write(new FinishedBatch(batch.manifest(), counts, parquet(batch.id(), attempt), clock.instant()));
    }

    /**
     * Says again which counts and which Parquet files are those of a finished batch, after it was processed again. A
     * batch that is still in processing is left to its turn.
     *
     * @param attempt the folder that the unloads after it wrote to; empty if there were none
     */
    public void amend(BatchId batch, BatchCounts counts, String attempt) {
        finished.read(batch)
                .ifPresent(before -> finished.replace(
                        new FinishedBatch(before.manifest(), counts, parquet(batch, attempt), clock.instant())));
    }

    /**
     * The objects of a finished batch as they lie in the archive, with the sizes they have there: one that was corrected
     * in place may have another than it landed with.
     *
     * @throws IllegalArgumentException if the batch is not finished
     */
    public Claimed stored(BatchId batch) {
        FinishedBatch done = finished.read(batch)
                .orElseThrow(() -> new IllegalArgumentException("There is no " + Zones.finished(batch)
                        + ": only a finished batch can be loaded again, and this one is unknown or still in"
                        + " processing."));
        Map<String, StoredObject> there = done.manifest().objects().stream()
                .map(Manifest.Entry::feed)
                .distinct()
                .flatMap(feed -> store.all(Zones.archived(batch, feed) + "/").stream())
                .collect(Collectors.toMap(StoredObject::key, object -> object));
        Manifest sized = done.manifest().with(object -> {
            StoredObject stored = there.get(Zones.archived(batch, object));
            return stored == null ? object : object.sized(stored.size());
        });
        return new Claimed(
                sized,
                sized.objects().stream()
                        .filter(object -> there.containsKey(Zones.archived(batch, object)))
                        .collect(Collectors.toSet()),
                Set.of(),
                List.of());
    }

    /** The folders of Parquet that these batches unloaded, in whatever attempt. */
    public List<String> unloads(Collection<String> batches) {
        return store.level(Zones.MARTS).folders().stream()
                .flatMap(mart -> batches.stream().map(batch -> Zones.unloaded(mart, new BatchId(batch))))
                .filter(folder -> !store.all(folder).isEmpty())
                .toList();
    }

    private List<FinishedBatch.UnloadedFile> parquet(BatchId batch, String attempt) {
        return store.level(Zones.MARTS).folders().stream()
                .flatMap(mart -> store.all(Zones.unloaded(mart, batch, attempt)).stream())
                .map(file -> new FinishedBatch.UnloadedFile(file.key(), file.size()))
                .toList();
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
