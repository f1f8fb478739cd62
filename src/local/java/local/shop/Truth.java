package local.shop;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What a warehouse must hold after it has taken in certain lines of a {@link Shop}, in whatever order and however often.
 * It takes some 250 bytes of memory an order.
 *
 * <p>Not thread-safe while lines are added.
 */
public final class Truth {

    private final Map<Feed, Long> good = new EnumMap<>(Feed.class);
    private final Map<Feed, Map<BadRow, Long>> bad = new EnumMap<>(Feed.class);
    private final Map<String, OrderRow> orders = new HashMap<>();
    private final Map<String, CustomerEvent> latestEvents = new HashMap<>();
    private final Set<CustomerEvent> events = new HashSet<>();

    /** The truth about the first lines of a shop, as {@link Shop#lines} gives them. */
    public static Truth of(Shop shop, long orders) {
        Truth truth = new Truth();
        for (Iterator<Line> lines = shop.lines(orders); lines.hasNext(); ) {
            truth.add(lines.next());
        }
        return truth;
    }

    /** Takes in one more line. */
    public void add(Line line) {
        if (line instanceof Line.Bad rejected) {
            bad.computeIfAbsent(rejected.feed(), feed -> new EnumMap<>(BadRow.class))
                    .merge(rejected.kind(), 1L, Long::sum);
            return;
        }
        good.merge(line.feed(), 1L, Long::sum);
        if (line instanceof Line.Order order) {
            orders.merge(
                    order.row().orderId(), order.row(), (a, b) -> b.recordedAt().isAfter(a.recordedAt()) ? b : a);
        } else if (line instanceof Line.Customer customer) {
            events.add(customer.event());
            latestEvents.merge(
                    customer.event().customerId(),
                    customer.event(),
                    (a, b) -> b.changedAt().isAfter(a.changedAt()) ? b : a);
        }
    }

    /** Lines in all. */
    public long lines(Feed feed) {
        return good(feed) + bad(feed);
    }

    /** Lines to be accepted, repeated ones counted each. */
    public long good(Feed feed) {
        return good.getOrDefault(feed, 0L);
    }

    /** Lines to be rejected. */
    public long bad(Feed feed) {
        return bad.getOrDefault(feed, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Lines to be rejected for that reason. */
    public long bad(Feed feed, BadRow kind) {
        return bad.getOrDefault(feed, Map.of()).getOrDefault(kind, 0L);
    }

    /** The current row of each order, by its id: the one recorded last. */
    public Map<String, OrderRow> orders() {
        return Collections.unmodifiableMap(orders);
    }

    /** The current state of each customer, by id: the event with the latest change; deleted customers are absent. */
    public Map<String, CustomerEvent> customers() {
        Map<String, CustomerEvent> present = new HashMap<>(latestEvents);
        present.values().removeIf(CustomerEvent::isDelete);
        return Collections.unmodifiableMap(present);
    }

    /** Distinct events of customers, deletions included. */
    public long customerEvents() {
        return events.size();
    }
}
