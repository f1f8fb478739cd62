package routes.snowflake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.batch.BatchId;
import routes.batch.Origin;
import routes.text.Printable;

/**
 * What became of a customer who was to be forgotten. Immutable.
 *
 * @param customer the id; hostile input
 * @param rows erased, by the part of the script's name behind {@value #DELETE}: {@code raw_orders}
 * @param objects keys of archived objects that still name the customer
 * @param batches that brought anything of the customer
 * @param unloads folders of Parquet that those batches unloaded
 */
public record Forgotten(
        String customer,
        SortedMap<String, Long> rows,
        NavigableSet<String> objects,
        NavigableSet<String> batches,
        NavigableSet<String> unloads) {
    /** Scripts of this name erase; the others collect, count and clean up. */
    private static final String DELETE = "forget/delete_";

    public Forgotten {
        rows = Collections.unmodifiableSortedMap(rows);
        objects = Collections.unmodifiableNavigableSet(objects);
        batches = Collections.unmodifiableNavigableSet(batches);
        unloads = Collections.unmodifiableNavigableSet(unloads);
    }

    /**
     * The id as the SQL compares it.
     *
     * @throws IllegalArgumentException if it has no letter and no digit: in a rejected line, where fields are told apart by
     *     commas and quotes alone, such an id would be found everywhere
     */
    public static String customerId(String asked) {
        String id = asked.strip();
        if (id.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(asked) + "' is no customer id: expected at least one letter or digit.");
        }
        return id;
    }

    /** At the start: nothing is found, nothing erased. */
    public static Forgotten asked(String customer) {
        return new Forgotten(customer, new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /**
     * With the archived objects that name the customer.
     *
     * @param found the rows of {@code forget/find_archived_objects}
     */
    public static Forgotten archived(Forgotten so, List<Map<String, Object>> found) {
        NavigableSet<String> objects = texts(found, "source_file");
        NavigableSet<String> batches = new TreeSet<>(so.batches);
        objects.stream().flatMap(Forgotten::batch).forEach(batches::add);
        return new Forgotten(so.customer, so.rows, objects, batches, so.unloads);
    }

    /**
     * With the batches that the marts name.
     *
     * @param found the rows of {@code forget/find_batches}
     */
    public static Forgotten within(Forgotten so, List<Map<String, Object>> found) {
        NavigableSet<String> all = new TreeSet<>(so.batches);
        texts(found, "batch_id").stream().filter(BatchId::matches).forEach(all::add);
        return new Forgotten(so.customer, so.rows, so.objects, all, so.unloads);
    }

    /** With what one more script erased; a script that erases nothing of its kind counts nothing. */
    public static Forgotten erased(Forgotten so, String script, Integer count) {
        if (!script.startsWith(DELETE)) {
            return so;
        }
        SortedMap<String, Long> more = new TreeMap<>(so.rows);
        more.merge(script.substring(DELETE.length()), count == null ? 0L : count.longValue(), Long::sum);
        return new Forgotten(so.customer, more, so.objects, so.batches, so.unloads);
    }

    /** With the Parquet that is left. */
    public static Forgotten unloaded(Forgotten so, List<String> folders) {
        return new Forgotten(so.customer, so.rows, so.objects, so.batches, new TreeSet<>(folders));
    }

    /** For the person who asked, a line each, safe to print. */
    public List<String> lines() {
        long sum = rows.values().stream().mapToLong(Long::longValue).sum();
        List<String> lines = new ArrayList<>();
        if (sum == 0 && objects.isEmpty() && unloads.isEmpty()) {
            lines.add("Nothing names the customer " + Printable.of(customer)
                    + ": no row of the warehouse, no archived object. Nothing was changed.");
        } else {
            lines.add("Erased " + sum + " rows of the customer " + Printable.of(customer) + ":");
            rows.forEach((table, count) -> lines.add("  " + table + " " + count));
            addLeft(lines);
        }
        lines.add("Not looked at: landing/, processing/ and dead-letter/. Run this again once they are empty.");
        return lines;
    }

    private void addLeft(List<String> lines) {
        if (!objects.isEmpty()) {
            lines.add("Archived objects that still name them; delete them, or write them anew without these lines:");
            objects.forEach(object -> lines.add("  " + Printable.of(object)));
            lines.add("Until then, a reload of their batches brings the customer back.");
        }
        if (!unloads.isEmpty()) {
            lines.add("Folders of Parquet, of batches that brought anything of them; delete or rewrite:");
            unloads.forEach(folder -> lines.add("  " + Printable.of(folder)));
        }
        lines.add(
                "A bucket with versions keeps old ones of these objects, and of what has left landing/ and processing/:"
                        + " docs/aws.md says how they go.");
        lines.add(
                "Snowflake keeps the rows for Time Travel (DATA_RETENTION_TIME_IN_DAYS), then in Fail-safe for 7 days.");
        lines.add("Orders are gone, not anonymous: revenue and order counts of the past have changed.");
    }

    private static Stream<String> batch(String key) {
        try {
            return Stream.of(Origin.parse(key).batch().value());
        } catch (IllegalArgumentException e) {
            // Somebody else's object below processed/raw/: it is named, and no batch of ours unloaded anything of it.
            return Stream.empty();
        }
    }

    private static NavigableSet<String> texts(List<Map<String, Object>> rows, String column) {
        return rows.stream().map(row -> Rows.text(row, column)).collect(Collectors.toCollection(TreeSet::new));
    }
}
