package routes;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** What the marts must hold, worked out one customer, order and event at a time, with no SQL. Rows are texts. */
final class InMemoryMarts {
    private static final BinaryOperator<Change> WHAT_COUNTS =
            BinaryOperator.maxBy(comparing(Change::isDeletion).thenComparing(Change::rowHash));

    private InMemoryMarts() {}

    /** Everything, by table. */
    static Map<String, List<String>> of(RandomShop shop) {
        Map<String, List<String>> marts = new TreeMap<>();
        marts.put(
                "mart.customer_events",
                shop.changes().stream()
                        .map(change -> Lines.row(change.customerId(), change.isDeletion(), change.rowHash()))
                        .toList());
        marts.put("mart.customer_history", new ArrayList<>());
        marts.put("mart.customers", new ArrayList<>());
        shop.changes().stream().collect(groupingBy(Change::customerId)).values().forEach(changes -> {
            SortedMap<Instant, Change> counted = counted(changes);
            marts.get("mart.customer_history").addAll(history(counted));
            Change latest = counted.get(counted.lastKey());
            if (!latest.isDeletion()) {
                marts.get("mart.customers").add(customer(latest));
            }
        });
        putVersions(marts, "mart.orders", "mart.superseded_orders", shop.orders());
        putVersions(marts, "mart.events", "mart.superseded_events", shop.events());
        return marts;
    }

    /** The change that counts at each instant. */
    static SortedMap<Instant, Change> counted(List<Change> changes) {
        SortedMap<Instant, Change> counted = new TreeMap<>();
        changes.forEach(change -> counted.merge(change.changedAt(), change, WHAT_COUNTS));
        return counted;
    }

    private static List<String> history(SortedMap<Instant, Change> changes) {
        List<String> versions = new ArrayList<>();
        Change open = null;
        for (Change change : changes.values()) {
            if (open != null && (change.isDeletion() || !change.hasAttributesOf(open))) {
                versions.add(version(open, change.changedAt()));
                open = null;
            }
            if (open == null && !change.isDeletion()) {
                open = change;
            }
        }
        if (open != null) {
            versions.add(version(open, null));
        }
        return versions;
    }

    private static String version(Change opened, Instant until) {
        return Lines.row(
                opened.customerId(),
                opened.fullName(),
                opened.email(),
                opened.country(),
                opened.attributeHash(),
                Lines.nanoseconds(opened.changedAt()),
                Lines.nanoseconds(until),
                until == null);
    }

    private static String customer(Change latest) {
        return Lines.row(
                latest.customerId(),
                latest.fullName(),
                latest.email(),
                latest.country(),
                Lines.nanoseconds(latest.changedAt()),
                latest.rowHash());
    }

    private static void putVersions(
            Map<String, List<String>> marts, String standing, String superseded, List<Version> versions) {
        marts.put(standing, new ArrayList<>());
        marts.put(superseded, new ArrayList<>());
        versions.stream().collect(groupingBy(Version::key)).values().forEach(all -> {
            List<Version> sorted = all.stream()
                    .sorted(Comparator.comparing(Version::at).thenComparing(Version::hash))
                    .toList();
            marts.get(standing).add(sorted.get(sorted.size() - 1).row());
            sorted.stream().limit(sorted.size() - 1L).map(Version::row).forEach(marts.get(superseded)::add);
        });
    }
}
