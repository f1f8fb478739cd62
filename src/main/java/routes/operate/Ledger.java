package routes.operate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import routes.batch.BatchCounts;
import routes.batch.BatchId;
import routes.deadletter.DeadLetters;
import routes.snowflake.CommittedBatch;
import routes.snowflake.Inquiry;
import routes.snowflake.Rows;
import routes.snowflake.Sql;

/**
 * What the schema {@code control} knows of batches. Each question takes one connection and few statements, all of them
 * bounded; it may take seconds, or wake a warehouse that sleeps.
 */
final class Ledger {
    /** One more than is told. */
    private static final int MOST_OBJECTS = 1_001;

    private final DataSource snowflake;
    private final Sql sql;
    private final String pipeline;

    Ledger(DataSource snowflake, Sql sql, String pipeline) {
        this.snowflake = snowflake;
        this.sql = sql;
        this.pipeline = pipeline;
    }

    /** Batches, the newest first; one more than asked for, if there are more. */
    List<BatchSummary> list(BatchQuery query) throws SQLException {
        try (Inquiry inquiry = new Inquiry(snowflake, sql)) {
            return list(inquiry, query);
        }
    }

    /** How all stands, in three statements. */
    Standing standing(int batches) throws SQLException {
        try (Inquiry inquiry = new Inquiry(snowflake, sql)) {
            return new Standing(
                    list(inquiry, BatchQuery.newest(batches)),
                    inquiry.rows(
                            "watch/count_batches",
                            Map.of("pipeline", pipeline),
                            row -> new Standing.StatusCount(
                                    Rows.text(row, "status"),
                                    Rows.number(row, "batches"),
                                    Rows.text(row, "oldest_batch_id"))),
                    inquiry.rows(
                            "watch/find_freshness",
                            Map.of(),
                            row -> new Standing.FeedFreshness(
                                    Rows.text(row, "feed"),
                                    Rows.text(row, "batch_id"),
                                    Rows.time(row, "newest_event_ms"),
                                    Rows.time(row, "loaded_ms"))));
        }
    }

    /** One batch with all about it; nothing if it is not there. */
    Optional<BatchDetail> find(BatchId batch) throws SQLException {
        try (Inquiry inquiry = new Inquiry(snowflake, sql)) {
            List<BatchSummary> found =
                    list(inquiry, new BatchQuery("", "", batch.value(), batch.value() + "~", true, 1));
            // The objects that failed are there before the batch is.
            Map<String, Object> id = Map.of("batch_id", batch.value());
            List<BatchDetail.LoadedObject> objects = inquiry.rows("watch/find_batch_objects", id, Ledger::object);
            if (found.isEmpty() && objects.isEmpty()) {
                return Optional.empty();
            }
            List<BatchDetail.StatementRun> statements = inquiry.rows("watch/find_steps", id, Ledger::statement);
            return Optional.of(new BatchDetail(
                    found.isEmpty() ? null : found.get(0),
                    stages(statements),
                    objects.stream().limit(MOST_OBJECTS - 1).toList(),
                    objects.size() == MOST_OBJECTS,
                    inquiry.rows("watch/find_counts", id, Ledger::counts),
                    inquiry.rows("watch/find_rules", id, Ledger::rule),
                    inquiry.rows("watch/find_rejected_rows", id, Ledger::rejected),
                    statements,
                    List.of(),
                    null,
                    null,
                    null));
        }
    }

    private List<BatchSummary> list(Inquiry inquiry, BatchQuery query) throws SQLException {
        return inquiry
                .rows(
                        "watch/list_batches",
                        Map.of(
                                "pipeline", pipeline,
                                "since", query.since(),
                                "before", query.before(),
                                "status", query.status(),
                                "feed", query.feed()),
                        Ledger::summary)
                .stream()
                .limit(query.limit() + 1L)
                .toList();
    }

    private static BatchSummary summary(Map<String, Object> row) {
        BatchId id = new BatchId(Rows.text(row, "batch_id"));
        BatchCounts counts = CommittedBatch.counts(row);
        String feeds = Rows.text(row, "feeds");
        return new BatchSummary(
                id.value(),
                counts.status(),
                BatchSummary.ARCHIVED,
                id.formedAt(),
                Rows.time(row, "loaded_ms"),
                Rows.time(row, "recorded_ms"),
                Rows.time(row, "newest_event_ms"),
                number(row, "run"),
                feeds == null || feeds.isEmpty() ? List.of() : Arrays.asList(feeds.split(",", -1)),
                counts.objectsListed(),
                null,
                counts,
                number(row, "milliseconds"),
                Rows.text(row, "sql_version"),
                number(row, "epoch"),
                Rows.time(row, "trimmed_ms"),
                null,
                null);
    }

    private static BatchDetail.StatementRun statement(Map<String, Object> row) {
        return new BatchDetail.StatementRun(
                Rows.number(row, "run"),
                Rows.number(row, "ordinal"),
                Rows.text(row, "step"),
                number(row, "rows_affected"),
                Rows.number(row, "milliseconds"),
                Rows.text(row, "query_id"));
    }

    /** A script's folder is the stage it belongs to. */
    private static List<BatchDetail.Stage> stages(List<BatchDetail.StatementRun> statements) {
        Map<String, BatchDetail.Stage> stages = new LinkedHashMap<>();
        for (BatchDetail.StatementRun statement : statements) {
            String stage = statement.script().split("/", 2)[0];
            stages.merge(
                    statement.run() + " " + stage,
                    new BatchDetail.Stage(statement.run(), stage, 1, statement.milliseconds()),
                    (a, b) -> new BatchDetail.Stage(
                            a.run(), a.stage(), a.statements() + 1, a.milliseconds() + b.milliseconds()));
        }
        return new ArrayList<>(stages.values());
    }

    private static BatchDetail.LoadedObject object(Map<String, Object> row) {
        String feed = Rows.text(row, "feed");
        String landingKey = Rows.text(row, "landing_key");
        String status = Rows.text(row, "status");
        return new BatchDetail.LoadedObject(
                feed,
                landingKey,
                status.equals(BatchDetail.LoadedObject.FAILED)
                        ? DeadLetters.keyOf(feed, landingKey, Rows.text(row, "etag"))
                        : Rows.text(row, "source_file"),
                status,
                number(row, "size_bytes"),
                number(row, "rows_parsed"),
                number(row, "rows_loaded"),
                number(row, "errors_seen"),
                Rows.text(row, "error"));
    }

    private static BatchDetail.FeedCounts counts(Map<String, Object> row) {
        return new BatchDetail.FeedCounts(
                Rows.number(row, "run"),
                Rows.text(row, "feed"),
                Rows.number(row, "rows_parsed"),
                Rows.number(row, "rows_accepted"),
                Rows.number(row, "rows_rejected"),
                Rows.number(row, "rows_inserted"),
                Rows.number(row, "rows_updated"),
                Rows.number(row, "rows_superseded"),
                Rows.number(row, "rows_repeated"),
                number(row, "rows_held"),
                number(row, "rows_extra"),
                Rows.time(row, "counted_ms"));
    }

    private static BatchDetail.BrokenRule rule(Map<String, Object> row) {
        return new BatchDetail.BrokenRule(
                Rows.text(row, "feed"),
                Rows.text(row, "rule"),
                Rows.text(row, "severity"),
                Rows.text(row, "description"),
                Rows.text(row, "owner"),
                Rows.number(row, "rows_checked"),
                Rows.number(row, "rows_failed"));
    }

    private static BatchDetail.RejectedLine rejected(Map<String, Object> row) {
        return new BatchDetail.RejectedLine(
                Rows.text(row, "feed"),
                Rows.text(row, "rule"),
                Rows.text(row, "reason"),
                Rows.text(row, "line"),
                Rows.text(row, "source_file"),
                Rows.number(row, "source_row"));
    }

    private static Long number(Map<String, Object> row, String column) {
        OptionalLong number = Rows.optionalNumber(row, column);
        return number.isPresent() ? Long.valueOf(number.getAsLong()) : null;
    }
}
