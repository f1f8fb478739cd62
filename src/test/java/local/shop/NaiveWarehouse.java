package local.shop;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads lines and models them in the plainest way there is, knowing nothing of the shop but its documented format. */
final class NaiveWarehouse {

    final Map<String, TreeMap<Instant, List<String>>> orders = new HashMap<>();
    final Map<String, TreeMap<Instant, List<String>>> customers = new HashMap<>();
    int rejected;

    void take(Feed feed, String line) {
        if (fault(feed, line).isPresent()) {
            rejected++;
            return;
        }
        List<String> row = parse(line).orElseThrow();
        Map<String, TreeMap<Instant, List<String>>> table = feed == Feed.ORDERS ? orders : customers;
        table.computeIfAbsent(row.get(0), key -> new TreeMap<>()).put(Instant.parse(row.get(row.size() - 1)), row);
    }

    static Optional<BadRow> fault(Feed feed, String line) {
        Optional<List<String>> parsed = parse(line);
        if (parsed.isEmpty()) {
            return Optional.of(BadRow.BROKEN_QUOTE);
        }
        List<String> row = parsed.get();
        if (row.size() != (feed == Feed.ORDERS ? 7 : 6)) {
            throw new IllegalStateException(row.size() + " fields: " + line);
        }
        if (row.get(0).isEmpty() || (feed == Feed.ORDERS && row.get(1).isEmpty())) {
            return Optional.of(BadRow.MISSING_KEY);
        }
        if (feed == Feed.ORDERS && !(isPositive(row.get(3)) && isPositive(row.get(4)))) {
            return Optional.of(BadRow.NOT_A_NUMBER);
        }
        boolean dates = isDate(row.get(5)) && (feed == Feed.CUSTOMERS || isDate(row.get(6)));
        return dates ? Optional.empty() : Optional.of(BadRow.NOT_A_DATE);
    }

    private static boolean isPositive(String text) {
        try {
            return new BigDecimal(text).signum() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return text.equals(text.strip()) && Instant.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The fields of a line of CSV; empty if a quote is never closed. */
    static Optional<List<String>> parse(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return quoted ? Optional.empty() : Optional.of(fields);
    }
}
