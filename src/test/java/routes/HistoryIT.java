package routes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A thousand random histories of customers, with orders and events that are corrected, in several orders of arrival, each
 * with repeats, split into batches of its own and loaded by the real loader, which trims raw after each batch.
 *
 * <p>{@code -Dhistory.seed=<number>} makes other histories.
 */
class HistoryIT {
    private static final long SEED = Long.getLong("history.seed", 20_261_120L);
    private static final Map<String, String> TABLES = tables();

    private final RandomShop shop = RandomShop.of(SEED);

    @Test
    void givesTheSameMartsWhateverTheOrderTheRepeatsAndTheBatches() throws Exception {
        System.out.println("history.seed is " + SEED);
        Map<String, List<String>> expected = InMemoryMarts.of(shop);
        List<Map<String, List<String>>> runs = new ArrayList<>();
        for (Arrival arrival : Arrival.values()) {
            Map<String, List<String>> marts = load(arrival);
            TABLES.keySet().forEach(table -> assertThat(difference(expected.get(table), marts.get(table)))
                    .as("%s, %s, seed %d", table, arrival, SEED)
                    .isEmpty());
            runs.add(marts);
        }
        assertThat(runs.stream().distinct().count()).as("different results").isEqualTo(1);
    }

    @Test
    void meetsEveryHardCase() {
        Collection<List<Change>> histories =
                shop.changes().stream().collect(groupingBy(Change::customerId)).values();
        assertThat(histories).as("customers").hasSize(RandomShop.CUSTOMERS);
        Map<String, Predicate<List<Change>>> cases = Map.of(
                "two upserts at one instant",
                HistoryIT::hasATieOfTwoUpserts,
                "a deletion beside an upsert",
                HistoryIT::hasADeletionBesideAnUpsert,
                "neighbours that say the same",
                changes -> hasNeighbours(changes, (a, b) -> isUpsert(a) && isUpsert(b) && b.hasAttributesOf(a)),
                "a revival",
                changes -> hasNeighbours(changes, (a, b) -> a.isDeletion() && isUpsert(b)),
                "a revival with the attributes of before",
                HistoryIT::hasARevivalAsBefore,
                "a deletion of what is deleted",
                changes -> hasNeighbours(changes, (a, b) -> a.isDeletion() && b.isDeletion()));
        cases.forEach((name, isMet) ->
                assertThat(histories.stream().filter(isMet).count()).as(name).isGreaterThan(20));
        assertThat(
                        shop.orders().stream()
                                .collect(groupingBy(Version::key, mapping(Version::at, toList())))
                                .values()
                                .stream()
                                .filter(times -> times.stream().distinct().count() < times.size())
                                .count())
                .as("versions of one order at one time")
                .isGreaterThan(20);
    }

    private Map<String, List<String>> load(Arrival arrival) throws Exception {
        Random random = new Random(SEED + arrival.name().hashCode());
        List<List<Arrival.Line>> batches = Arrival.batches(arrival.lines(shop, random), random);
        try (LocalStack stack = new LocalStack();
                TestLoader loader = stack.loader(Map.of(
                        "load.raw-retention", "1ms", "archive.parquet", "false", "transform.hold-above", "100%"))) {
            int objects = 0;
            for (List<Arrival.Line> batch : batches) {
                objects += put(stack, objects, batch, random);
                awaitLoadedAndTrimmed(stack, objects);
            }
            assertThat(stack.number("select count(*) from control.batches")).isGreaterThanOrEqualTo(batches.size());
            assertThat(stack.number("select sum(rows_parsed) from control.batches"))
                    .isEqualTo(batches.stream().mapToInt(List::size).sum());
            assertThat(stack.number("select sum(rows_rejected) from control.batches"))
                    .isEqualTo(60);
            assertThat(stack.failingChecks()).as("%s, seed %d", arrival, SEED).isEmpty();
            Map<String, List<String>> marts = new TreeMap<>();
            TABLES.forEach((table, columns) -> marts.put(
                    table,
                    stack.rows("select " + columns + " from " + table).stream()
                            .map(row -> Lines.row(row.toArray()))
                            .sorted()
                            .toList()));
            return marts;
        }
    }

    /** Each feed's lines in one to three objects; how many objects that were. */
    private static int put(LocalStack stack, int before, List<Arrival.Line> batch, Random random) {
        Map<String, List<String>> objects = new LinkedHashMap<>();
        batch.forEach(line -> objects.computeIfAbsent(
                        line.feed() + "/" + before + "-" + random.nextInt(3) + ".gz", key -> new ArrayList<>())
                .add(line.text()));
        objects.forEach((key, lines) -> stack.put("landing/" + key, lines.toArray(String[]::new)));
        return objects.size();
    }

    private static void awaitLoadedAndTrimmed(LocalStack stack, int objects) {
        Awaitility.await("the objects are loaded, and raw is empty again")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> stack.number("select count(*) from control.loaded_objects") == objects
                        && stack.number(
                                        "select (select count(*) from raw.customers) + (select count(*) from raw.orders)"
                                                + " + (select count(*) from raw.events)")
                                == 0);
    }

    private static List<String> difference(List<String> expected, List<String> found) {
        List<String> difference = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        expected.forEach(row -> counts.merge(row, 1, Integer::sum));
        found.forEach(row -> counts.merge(row, -1, Integer::sum));
        counts.forEach((row, count) -> {
            if (count != 0) {
                difference.add((count > 0 ? "missing: " : "too many: ") + row);
            }
        });
        return difference;
    }

    private static boolean hasATieOfTwoUpserts(List<Change> changes) {
        return changes.stream().filter(HistoryIT::isUpsert).collect(groupingBy(Change::changedAt)).values().stream()
                .anyMatch(tied -> tied.stream().anyMatch(other -> !other.hasAttributesOf(tied.get(0))));
    }

    private static boolean hasADeletionBesideAnUpsert(List<Change> changes) {
        return changes.stream().collect(groupingBy(Change::changedAt)).values().stream()
                .anyMatch(
                        tied -> tied.stream().map(Change::isDeletion).distinct().count() == 2);
    }

    private static boolean hasARevivalAsBefore(List<Change> changes) {
        List<Change> counted = List.copyOf(InMemoryMarts.counted(changes).values());
        return IntStream.range(2, counted.size())
                .anyMatch(i -> isUpsert(counted.get(i - 2))
                        && counted.get(i - 1).isDeletion()
                        && isUpsert(counted.get(i))
                        && counted.get(i).hasAttributesOf(counted.get(i - 2)));
    }

    private static boolean hasNeighbours(List<Change> changes, BiPredicate<Change, Change> isMet) {
        List<Change> counted = List.copyOf(InMemoryMarts.counted(changes).values());
        return IntStream.range(1, counted.size()).anyMatch(i -> isMet.test(counted.get(i - 1), counted.get(i)));
    }

    private static boolean isUpsert(Change change) {
        return !change.isDeletion();
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("mart.customer_events", "customer_id, iff(is_deleted, 'true', 'false'), row_hash");
        tables.put(
                "mart.customer_history",
                "customer_id, full_name, email, country, attribute_hash, " + time("valid_from") + ", "
                        + time("valid_to") + ", iff(is_current, 'true', 'false')");
        tables.put("mart.customers", "customer_id, full_name, email, country, " + time("changed_at") + ", row_hash");
        String order = "order_id, customer_id, product, quantity, to_varchar(amount), " + time("ordered_at") + ", "
                + time("recorded_at") + ", row_hash";
        tables.put("mart.orders", order);
        tables.put("mart.superseded_orders", order);
        String event = "event_id, event_type, customer_id, " + time("occurred_at")
                + ", body:properties.items::varchar, row_hash";
        tables.put("mart.events", event);
        tables.put("mart.superseded_events", event);
        return tables;
    }

    private static String time(String column) {
        return "to_varchar(" + column + ", " + Lines.FORMAT + ")";
    }
}
