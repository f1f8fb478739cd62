package routes.operate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.batch.BatchId;
import routes.batch.FinishedBatch;
import routes.batch.Manifest;
import routes.batch.Zones;

/**
 * Batches as a person looks for them: what the warehouse committed, what S3 has in processing and in the archive, and what
 * this process met. Where one of them cannot be asked, the others tell what they know. Thread-safe.
 */
final class Batches {
    /** What a page can show. */
    private static final int MOST_OBJECTS = 1_000;

    private static final String WITHOUT_WAREHOUSE =
            " Below is what S3 tells: unfinished batches, and up to 20 finished ones of the last seven days.";

    private final Ledger ledger;
    private final Shelf shelf;
    private final Recent warehouse;
    private final Recent bucket;
    private final Turns turns;
    private final Claiming claiming;

    Batches(Ledger ledger, Shelf shelf, Recent warehouse, Recent bucket, Turns turns, Claiming claiming) {
        this.ledger = ledger;
        this.shelf = shelf;
        this.warehouse = warehouse;
        this.bucket = bucket;
        this.turns = turns;
        this.claiming = claiming;
    }

    /** A page of them. */
    BatchPage list(BatchQuery query) {
        Reading<List<BatchSummary>> committed = warehouse.ask(query, () -> ledger.list(query));
        Reading<List<Unfinished>> processing = bucket.ask("unfinished", shelf::unfinished);
        return page(query, committed, processing);
    }

    /** The batches in processing, oldest first. */
    List<Unfinished> unfinished() {
        return shelf.unfinished();
    }

    /** How all stands, and the newest batches. */
    Reading<Standing> standing(int most) {
        return warehouse.ask("standing " + most, () -> ledger.standing(most));
    }

    /** The newest batches of an overview, from what is known of how all stands. */
    BatchPage newest(Reading<Standing> standing, Reading<List<Unfinished>> unfinished, int most) {
        Reading<List<BatchSummary>> committed = new Reading<>(
                standing.isKnown() ? standing.value().batches() : null, standing.at(), standing.problem());
        return page(BatchQuery.newest(most), committed, unfinished);
    }

    /**
     * One of them.
     *
     * @throws Refusal if there is none, or if it cannot be said
     */
    BatchDetail find(BatchId id) {
        Reading<Optional<BatchDetail>> committed = warehouse.ask(id, () -> ledger.find(id));
        Reading<Shelf.Found> stored = bucket.ask("batch " + id, () -> shelf.find(id));
        Optional<BatchDetail> known = committed.isKnown() ? committed.value() : Optional.empty();
        Optional<BatchDetail> inWarehouse = known.filter(detail -> detail.batch() != null);
        Optional<Shelf.Found> inBucket = Optional.ofNullable(stored.value()).filter(Shelf.Found::isAnywhere);
        String problem = joined(committed.problem(), stored.problem());
        if (inWarehouse.isEmpty() && inBucket.isEmpty()) {
            throw problem == null
                    ? Refusal.unknown("There is no batch " + id + ": neither control.batches nor processing/ has it."
                            + " /batches lists those there are.")
                    : Refusal.unavailable("Nothing is known of batch " + id + " at this moment. " + problem);
        }
        BatchSummary summary = inWarehouse
                .map(detail -> placed(detail.batch(), inBucket))
                .orElseGet(() -> stored(id, inBucket.orElseThrow()));
        return new BatchDetail(
                summary,
                known.map(BatchDetail::stages).orElse(List.of()),
                objects(id, known, inBucket),
                known.map(BatchDetail::hasMoreObjects).orElse(false),
                known.map(BatchDetail::counts).orElse(List.of()),
                known.map(BatchDetail::rules).orElse(List.of()),
                known.map(BatchDetail::rejected).orElse(List.of()),
                known.map(BatchDetail::statements).orElse(List.of()),
                inBucket.flatMap(Shelf.Found::finished).stream()
                        .flatMap(done -> done.parquet().stream())
                        .map(FinishedBatch.UnloadedFile::key)
                        .toList(),
                inBucket.flatMap(Shelf.Found::finished)
                        .map(FinishedBatch::finishedAt)
                        .orElse(null),
                committed.at(),
                problem);
    }

    private BatchPage page(
            BatchQuery query, Reading<List<BatchSummary>> committed, Reading<List<Unfinished>> processing) {
        List<Unfinished> unfinished = processing.isKnown() ? processing.value() : List.of();
        Map<String, Unfinished> byId =
                unfinished.stream().collect(Collectors.toMap(one -> one.id().value(), one -> one));
        List<BatchSummary> rows = new ArrayList<>();
        Set<String> told = new HashSet<>();
        String next = null;
        if (committed.isKnown()) {
            List<BatchSummary> found = committed.value();
            boolean hasMore = found.size() > query.limit();
            (hasMore ? found.subList(0, query.limit()) : found).forEach(batch -> {
                told.add(batch.batchId());
                rows.add(byId.containsKey(batch.batchId()) ? unarchived(batch) : batch);
            });
            next = hasMore ? rows.get(rows.size() - 1).batchId() : null;
        }
        if (query.isFirst()) {
            told.addAll(committedBeyond(query, unfinished, told, next));
            unfinished.stream()
                    .filter(one -> !told.contains(one.id().value()))
                    .filter(one -> query.status().isEmpty() || query.status().equals(BatchSummary.UNFINISHED))
                    .filter(one -> query.holds(one.id(), one.feeds()))
                    .forEach(one -> {
                        told.add(one.id().value());
                        rows.add(waiting(one, unfinished.get(0).id()));
                    });
            if (!committed.isKnown()) {
                Reading<List<FinishedBatch>> finished = bucket.ask("finished", shelf::newest);
                (finished.isKnown() ? finished.value() : List.<FinishedBatch>of())
                        .stream()
                                .map(Batches::archived)
                                .filter(batch -> told.add(batch.batchId()))
                                .filter(batch -> query.status().isEmpty()
                                        || query.status().equals(batch.status()))
                                .filter(batch -> query.holds(new BatchId(batch.batchId()), batch.feeds()))
                                .forEach(rows::add);
            }
        }
        rows.sort(Comparator.comparing(BatchSummary::batchId).reversed());
        String problem = committed.isKnown() || committed.problem() == null
                ? committed.problem()
                : committed.problem() + WITHOUT_WAREHOUSE;
        return new BatchPage(List.copyOf(rows), next, committed.at(), joined(problem, processing.problem()));
    }

    /** Which of the batches in processing the warehouse has, although this page does not tell of them. */
    private Set<String> committedBeyond(BatchQuery query, List<Unfinished> unfinished, Set<String> told, String last) {
        boolean isEverything = query.status().isEmpty() && query.feed().isEmpty();
        List<String> open = unfinished.stream()
                .map(one -> one.id().value())
                .filter(id -> !told.contains(id))
                .filter(id -> !isEverything || (last != null && id.compareTo(last) < 0))
                .toList();
        if (open.isEmpty()) {
            return Set.of();
        }
        BatchQuery range =
                new BatchQuery("", "", open.get(0), open.get(open.size() - 1) + "~", false, BatchQuery.HIGHEST_LIMIT);
        Reading<List<BatchSummary>> found = warehouse.ask(range, () -> ledger.list(range));
        return found.isKnown()
                ? found.value().stream().map(BatchSummary::batchId).collect(Collectors.toSet())
                : Set.of();
    }

    private BatchSummary placed(BatchSummary batch, Optional<Shelf.Found> inBucket) {
        return inBucket.flatMap(Shelf.Found::unfinished).isPresent() ? unarchived(batch) : batch;
    }

    private BatchSummary unarchived(BatchSummary batch) {
        return batch.at(
                BatchSummary.COMMITTED,
                turns.hindrance(new BatchId(batch.batchId())).orElse(null),
                "The warehouse has it; its objects are on their way to the archive.");
    }

    private BatchSummary stored(BatchId id, Shelf.Found found) {
        return found.finished()
                .map(Batches::archived)
                .orElseGet(() ->
                        waiting(found.unfinished().orElseThrow(), found.older().orElse(id)));
    }

    /** A batch in processing that the warehouse does not have, as far as is known. */
    private BatchSummary waiting(Unfinished batch, BatchId oldest) {
        Optional<Turns.Failed> hindrance = turns.hindrance(batch.id());
        return new BatchSummary(
                batch.id().value(),
                BatchSummary.UNFINISHED,
                BatchSummary.PROCESSING,
                batch.id().formedAt(),
                null,
                null,
                null,
                null,
                batch.feeds(),
                batch.manifest()
                        .map(manifest -> (long) manifest.objects().size())
                        .orElse(null),
                batch.manifest().map(Manifest::size).orElse(null),
                null,
                null,
                batch.manifest().map(Manifest::sqlVersion).orElse(null),
                null,
                null,
                hindrance.orElse(null),
                batch.problem() != null ? batch.problem() : note(batch.id(), oldest, hindrance));
    }

    private String note(BatchId id, BatchId oldest, Optional<Turns.Failed> hindrance) {
        if (!id.equals(oldest)) {
            return "It waits for batch " + oldest + ", which is older.";
        }
        Claiming.Status status = claiming.status();
        return switch (status.state()) {
            case PAUSED -> "Claiming is paused by " + status.by() + ": the batch goes on when it is resumed.";
            case STOPPED -> "Claiming is stopped: correct the cause, then resume.";
            case SUSPENDED -> "The route claim is suspended: resume it.";
            case WAITING -> "The next turn tries again by itself, at " + status.nextTurnAt() + " or soon after.";
            case ELSEWHERE -> "Another loader leads, if one does.";
            case CLAIMING ->
                hindrance.isPresent() ? "It is being tried again." : "It is under way, or the next turn takes it.";
        };
    }

    private static BatchSummary archived(FinishedBatch done) {
        BatchId id = done.manifest().batchId();
        return new BatchSummary(
                id.value(),
                done.counts().status(),
                BatchSummary.ARCHIVED,
                id.formedAt(),
                null,
                null,
                null,
                null,
                done.manifest().objects().stream()
                        .map(Manifest.Entry::feed)
                        .distinct()
                        .toList(),
                (long) done.manifest().objects().size(),
                done.manifest().size(),
                done.counts(),
                null,
                done.manifest().sqlVersion(),
                null,
                null,
                null,
                "As its finished manifest in S3 has it.");
    }

    /** What COPY said of each object, at the key where it lies now; from a manifest, where it has not said anything. */
    private static List<BatchDetail.LoadedObject> objects(
            BatchId id, Optional<BatchDetail> known, Optional<Shelf.Found> inBucket) {
        Set<String> there = inBucket.map(Shelf.Found::there).orElse(Set.of());
        List<BatchDetail.LoadedObject> reported =
                known.map(BatchDetail::objects).orElse(List.of());
        Set<String> landed =
                reported.stream().map(BatchDetail.LoadedObject::landingKey).collect(Collectors.toSet());
        Optional<Manifest> manifest = inBucket.flatMap(Shelf.Found::unfinished)
                .flatMap(Unfinished::manifest)
                .or(() -> inBucket.flatMap(Shelf.Found::finished).map(FinishedBatch::manifest));
        boolean isLoaded = known.map(BatchDetail::batch).isPresent();
        List<BatchDetail.LoadedObject> all = new ArrayList<>();
        reported.forEach(object -> all.add(placed(id, object, there)));
        manifest.map(Manifest::objects).orElse(List.of()).stream()
                .filter(entry -> !landed.contains(entry.landingKey()))
                .limit(MOST_OBJECTS)
                .map(entry -> placed(id, entry, there, isLoaded))
                .forEach(all::add);
        return all;
    }

    private static BatchDetail.LoadedObject placed(BatchId id, BatchDetail.LoadedObject object, Set<String> there) {
        String name = object.key().substring(object.key().lastIndexOf('/') + 1);
        String processing = Zones.processing(id) + object.feed() + "/" + name;
        if (object.status().equals(BatchDetail.LoadedObject.FAILED)) {
            return object;
        }
        return new BatchDetail.LoadedObject(
                object.feed(),
                object.landingKey(),
                there.contains(processing) ? processing : Zones.archived(id, object.feed()) + "/" + name,
                object.status(),
                object.bytes(),
                object.rowsParsed(),
                object.rowsLoaded(),
                object.errorsSeen(),
                object.error());
    }

    private static BatchDetail.LoadedObject placed(
            BatchId id, Manifest.Entry entry, Set<String> there, boolean isLoaded) {
        String processing = Zones.processing(id, entry);
        boolean isInProcessing = there.contains(processing);
        return new BatchDetail.LoadedObject(
                entry.feed(),
                entry.landingKey(),
                isInProcessing ? processing : null,
                isLoaded
                        ? "loaded by an earlier batch, or missing"
                        : isInProcessing ? "waiting in processing" : "not known here",
                entry.size(),
                null,
                null,
                null,
                null);
    }

    private static String joined(String one, String other) {
        return one == null ? other : other == null ? one : one + " " + other;
    }
}
