package routes.snowflake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import routes.batch.Manifest;

/**
 * What COPY said of each object, by the result columns in Snowflake's documentation of COPY INTO.
 *
 * @param objects one entry an object
 */
public record CopyReport(List<LoadedObject> objects) {

    /**
     * What is known before any COPY: objects without a byte have no rows. COPY is not asked about them, since it is not
     * documented to report them.
     */
    public static CopyReport before(LoadPlan plan) {
        return new CopyReport(plan.in(LoadPlan.State.LOAD).stream()
                .filter(object -> object.size() == 0)
                .map(object -> new LoadedObject(
                        object.landingKey(),
                        object.etag(),
                        object.feed(),
                        plan.source(object),
                        "LOADED",
                        0,
                        0,
                        0,
                        0,
                        null))
                .toList());
    }

    /**
     * One row of the ledger.
     *
     * @param sourceFile the object's key in processing, as {@code metadata$filename} gives it
     * @param status LOADED, PARTIALLY_LOADED or LOAD_FAILED
     * @param rowsParsed lines seen
     * @param rowsLoaded lines that are in raw
     * @param errorsSeen lines that are not
     * @param firstError why, for the first of them; null if there is none
     */
    public record LoadedObject(
            String landingKey,
            String etag,
            String feed,
            String sourceFile,
            String status,
            long sizeBytes,
            long rowsParsed,
            long rowsLoaded,
            long errorsSeen,
            String firstError) {

        boolean isIncomplete() {
            return errorsSeen > 0 || rowsLoaded < rowsParsed || !"LOADED".equals(status);
        }
    }

    /**
     * A report and what one more COPY said.
     *
     * @throws IllegalStateException if a listed object is not in the result: its rows are unaccounted for, so the
     *     transaction must not commit
     */
    public static CopyReport with(CopyReport report, LoadPlan plan, String feed, List<Map<String, Object>> rows) {
        Map<String, Map<String, Object>> byName = rows.stream()
                .filter(row -> row.size() > 1)
                .collect(Collectors.toMap(row -> name(Rows.text(row, "file")), Function.identity()));
        List<LoadedObject> all = new ArrayList<>(report.objects);
        for (Manifest.Entry object : plan.copied(feed)) {
            Map<String, Object> row = byName.get(object.name());
            if (row == null) {
                throw new IllegalStateException(
                        "COPY into raw." + feed + " was given " + plan.source(object) + " and did not report it.");
            }
            all.add(loaded(plan, object, row));
        }
        return new CopyReport(List.copyOf(all));
    }

    /** The pattern for the objects of a feed that have lines outside raw; empty if there are none. */
    public String incomplete(String feed) {
        List<String> stems = objects.stream()
                .filter(object -> object.feed().equals(feed) && object.isIncomplete())
                .map(object -> stem(name(object.sourceFile())))
                .toList();
        return stems.isEmpty() ? "" : StagePattern.of(stems);
    }

    /** The report as JSON, to be bound. */
    public String json() {
        return BoundJson.of(objects);
    }

    private static LoadedObject loaded(LoadPlan plan, Manifest.Entry object, Map<String, Object> row) {
        return new LoadedObject(
                object.landingKey(),
                object.etag(),
                object.feed(),
                plan.source(object),
                Rows.text(row, "status"),
                object.size(),
                Rows.number(row, "rows_parsed"),
                Rows.number(row, "rows_loaded"),
                Rows.number(row, "errors_seen"),
                Rows.text(row, "first_error"));
    }

    private static String stem(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    /** The last part of what COPY calls a file: a path, or a URL on an external stage. */
    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
