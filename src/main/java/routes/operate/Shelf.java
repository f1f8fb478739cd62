package routes.operate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.batch.BatchId;
import routes.batch.FinishedBatch;
import routes.batch.FinishedBatches;
import routes.batch.Manifests;
import routes.batch.ObjectStore;
import routes.batch.StoredObject;
import routes.batch.Zones;

/** What the bucket knows of batches: those in processing, and the finished ones. */
final class Shelf {
    /** How far back finished batches are told where the warehouse cannot be asked. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);
    /** As many are read, one after the other. */
    private static final int MOST_FINISHED = 20;

    private final ObjectStore store;
    private final Manifests manifests;
    private final FinishedBatches finished;
    private final Clock clock;

    Shelf(ObjectStore store, Clock clock) {
        this.store = store;
        this.manifests = new Manifests(store);
        this.finished = new FinishedBatches(store);
        this.clock = clock;
    }

    /** The batches in processing, oldest first. */
    List<Unfinished> unfinished() {
        return Unfinished.all(manifests);
    }

    /** The newest finished batches, newest first. */
    List<FinishedBatch> newest() {
        return finished.newest(clock.instant().minus(LOOK_BACK), MOST_FINISHED).stream()
                .flatMap(batch -> finished.read(batch).stream())
                .toList();
    }

    /** What lies where of one batch. */
    Found find(BatchId batch) {
        List<Unfinished> all = unfinished();
        Set<String> there = store.all(Zones.processing(batch)).stream()
                .map(StoredObject::key)
                .collect(Collectors.toSet());
        return new Found(
                all.stream().filter(one -> one.id().equals(batch)).findFirst(),
                all.stream().map(Unfinished::id).findFirst().filter(oldest -> !oldest.equals(batch)),
                there,
                finished.read(batch));
    }

    /**
     * One batch in the bucket.
     *
     * @param unfinished the batch in processing, if it is there
     * @param older an unfinished batch that comes before it
     * @param there the keys of what lies in its folder in processing
     * @param finished its finished manifest, if it is archived
     */
    record Found(
            Optional<Unfinished> unfinished,
            Optional<BatchId> older,
            Set<String> there,
            Optional<FinishedBatch> finished) {
        boolean isAnywhere() {
            return unfinished.isPresent() || finished.isPresent();
        }
    }
}
