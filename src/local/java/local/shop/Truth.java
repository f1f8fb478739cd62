package local.shop;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a warehouse must hold after it has taken in certain lines of a {@link Shop}, in whatever order and however often.
 * It takes some 400 bytes of memory an order.
 *
 * <p>Not thread-safe while lines are added.
 */
public final class Truth {

    private final Map<Feed, Long> good = new EnumMap<>(Feed.class);
    private final Map<Feed, Map<String, Long>> rejections = new EnumMap<>(Feed.class);
    private final Map<Feed, Set<Line>> wide = new EnumMap<>(Feed.class);
    private final Latest<OrderRow> orders = new Latest<>(Comparator.comparing(OrderRow::recordedAt));
    private final Latest<CustomerEvent> customers =
            new Latest<>(Comparator.comparing(CustomerEvent::changedAt).thenComparing(CustomerEvent::isDelete));
    private final Latest<EventRow> events = new Latest<>(Comparator.comparing(EventRow::occurredAt));

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
        if (line instanceof Line.Bad bad) {
            rejections.computeIfAbsent(bad.feed(), feed -> new TreeMap<>()).merge(bad.rule(), 1L, Long::sum);
            return;
        }
        good.merge(line.feed(), 1L, Long::sum);
        if (!line.extraColumns().isEmpty()) {
            wide.computeIfAbsent(line.feed(), feed -> new HashSet<>()).add(line);
        }
        if (line instanceof Line.Order order) {
            orders.add(order.row().orderId(), order.row());
        } else if (line instanceof Line.Customer customer) {
            customers.add(customer.event().customerId(), customer.event());
        } else if (line instanceof Line.Event event) {
            events.add(event.row().eventId(), event.row());
        }
    }

    /** Lines in all. */
    public long lines(Feed feed) {
        return good(feed) + bad(feed);
    }

    /** Lines of all feeds. */
    public long lines() {
        return Stream.of(Feed.values()).mapToLong(this::lines).sum();
    }

    /** Lines to be accepted, repeated ones counted each. */
    public long good(Feed feed) {
        return good.getOrDefault(feed, 0L);
    }

    /** Lines to be rejected. */
    public long bad(Feed feed) {
        return rejections(feed).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Lines of all feeds to be rejected. */
    public long bad() {
        return Stream.of(Feed.values()).mapToLong(this::bad).sum();
    }

    /** Lines to be rejected, by the first rule that they break. */
    public Map<String, Long> rejections(Feed feed) {
        return Collections.unmodifiableMap(rejections.getOrDefault(feed, Map.of()));
    }

    /** The good lines that have columns beyond the documented ones. */
    public Set<Line> wide(Feed feed) {
        return Collections.unmodifiableSet(wide.getOrDefault(feed, Set.of()));
    }

    /** The current row of each order, by its id: the one recorded last. */
    public Map<String, OrderRow> orders() {
        return orders.standing();
    }

    /** The rows of orders that were corrected by a later one. */
    public Set<OrderRow> supersededOrders() {
        return orders.superseded();
    }

    /** The current state of each customer, by id: the event with the latest change; deleted customers are absent. */
    public Map<String, CustomerEvent> customers() {
        Map<String, CustomerEvent> present = new HashMap<>(customers.standing());
        present.values().removeIf(CustomerEvent::isDelete);
        return Collections.unmodifiableMap(present);
    }

    /** Distinct events of customers, deletions included. */
    public long customerEvents() {
        return (long) customers.standing().size() + customers.superseded().size();
    }

    /** What was known of each customer when, by id; deleted customers are present, with the time before. */
    public Map<String, CustomerHistory> histories() {
        return Stream.of(customers.standing().values(), customers.superseded())
                .flatMap(Collection::stream)
                .collect(Collectors.groupingBy(
                        CustomerEvent::customerId,
                        Collectors.collectingAndThen(Collectors.toList(), CustomerHistory::of)));
    }

    /** The current row of each event, by its id: the one that occurred last. */
    public Map<String, EventRow> events() {
        return events.standing();
    }

    /** The rows of events that were corrected by a later one. */
    public Set<EventRow> supersededEvents() {
        return events.superseded();
    }
}
