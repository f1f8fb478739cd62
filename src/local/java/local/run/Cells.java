package local.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import local.shop.CustomerEvent;
import local.shop.CustomerVersion;
import local.shop.EventRow;
import local.shop.Line;
import local.shop.OrderRow;

/** The cells that rows of the marts must have, as text; null for NULL. */
final class Cells {
    /** How a timestamp is asked for, to be compared with {@link #time}. */
    static final String TIME = "'YYYY-MM-DD\"T\"HH24:MI:SS.FF3\"Z\"'";

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Columns beyond the known ones that raw keeps apart; of a line with more it keeps the text. */
    private static final int EXTRA_COLUMNS = 16;

    private static final BigDecimal HIGH = BigDecimal.valueOf(1000);
    private static final BigDecimal MEDIUM = BigDecimal.valueOf(500);

    private Cells() {}

    static List<String> of(OrderRow order) {
        return List.of(
                order.orderId(),
                order.customerId(),
                order.product().trim(),
                Integer.toString(order.quantity()),
                order.amount().toPlainString(),
                time(order.orderedAt()),
                time(order.recordedAt()));
    }

    static List<String> of(CustomerEvent event) {
        return List.of(
                event.customerId(), event.fullName().trim(), event.email(), event.country(), time(event.changedAt()));
    }

    static List<String> of(CustomerVersion version) {
        return Arrays.asList(
                version.customerId(),
                version.fullName().trim(),
                version.email(),
                version.country(),
                time(version.validFrom()),
                version.validTo().map(Cells::time).orElse(null),
                Boolean.toString(version.validTo().isEmpty()));
    }

    static List<String> of(EventRow event) {
        return Arrays.asList(
                event.eventId(),
                event.eventType(),
                event.customerId().orElse(null),
                time(event.occurredAt()),
                CanonicalJson.of(event.body()));
    }

    /** An order beside the customer as it was then. */
    static List<String> enriched(OrderRow order, Optional<CustomerVersion> customer) {
        return Stream.concat(
                        of(order).stream(),
                        Stream.of(
                                customer.map(known -> known.fullName().trim()).orElse(null),
                                customer.map(CustomerVersion::email).orElse(null),
                                customer.map(CustomerVersion::country).orElse(null),
                                Boolean.toString(customer.isPresent())))
                .toList();
    }

    /** A customer's segment, from all of its orders. */
    static List<String> segment(String customerId, List<OrderRow> orders, boolean isKnown) {
        BigDecimal value = orders.stream().map(OrderRow::amount).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
        String segment = value.compareTo(HIGH) > 0 ? "High" : value.compareTo(MEDIUM) > 0 ? "Medium" : "Low";
        return List.of(
                customerId,
                segment,
                value.toPlainString(),
                Integer.toString(orders.size()),
                Long.toString(days(orders.stream().map(OrderRow::orderedAt).toList())),
                Boolean.toString(isKnown));
    }

    /** What raw keeps of the columns beyond the known ones. */
    static List<String> extra(Line line) {
        boolean isKeptApart = line.extraColumns().size() <= EXTRA_COLUMNS;
        return List.of(CanonicalJson.write(isKeptApart ? line.extraColumns() : Map.of("line", line.text())));
    }

    static String time(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /** Midnights between the first and the last. */
    private static long days(List<Instant> times) {
        return times.isEmpty()
                ? 0
                : ChronoUnit.DAYS.between(
                        date(times.stream().min(Instant::compareTo).orElseThrow()),
                        date(times.stream().max(Instant::compareTo).orElseThrow()));
    }

    private static LocalDate date(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
