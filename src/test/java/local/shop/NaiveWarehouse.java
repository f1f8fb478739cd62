package local.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    final Map<String, TreeMap<String, List<String>>> orders = new HashMap<>();
    /** By time; of one time deletions come last. */
    final Map<String, TreeMap<String, List<String>>> customers = new HashMap<>();

    final Map<String, TreeMap<String, String>> events = new HashMap<>();
    int rejected;
    int wide;

    void take(Feed feed, String line) {
        if (fault(feed, line).isPresent()) {
            rejected++;
            return;
        }
        if (feed == Feed.EVENTS) {
            JsonNode event = json(line).orElseThrow();
            String id = event.has("event_id") ? event.get("event_id").asText() : line;
            events.computeIfAbsent(id, key -> new TreeMap<>())
                    .put(event.get("occurred_at").asText(), line);
            return;
        }
        List<String> row = parse(line).orElseThrow();
        List<String> known = row.subList(0, columns(feed));
        wide += row.size() > known.size() ? 1 : 0;
        if (feed == Feed.ORDERS) {
            orders.computeIfAbsent(known.get(0), key -> new TreeMap<>()).put(known.get(6), known);
        } else {
            String moment = known.get(5) + (known.get(4).equals("delete") ? " 2" : " 1" + known);
            customers.computeIfAbsent(known.get(0), key -> new TreeMap<>()).put(moment, known);
        }
    }

    static Optional<BadRow> fault(Feed feed, String line) {
        return feed == Feed.EVENTS ? faultOfJson(line) : faultOfCsv(feed, line);
    }

    private static Optional<BadRow> faultOfJson(String line) {
        Optional<JsonNode> event = json(line);
        if (event.isEmpty()) {
            return Optional.of(BadRow.NOT_JSON);
        }
        if (!event.get().isObject()) {
            return Optional.of(BadRow.NOT_AN_OBJECT);
        }
        if (event.get().path("event_type").asText("").isBlank()) {
            return Optional.of(BadRow.MISSING_TYPE);
        }
        return isDate(event.get().path("occurred_at").asText()) ? Optional.empty() : Optional.of(BadRow.NOT_A_DATE);
    }

    private static Optional<BadRow> faultOfCsv(Feed feed, String line) {
        Optional<List<String>> parsed = parse(line);
        if (parsed.isEmpty()) {
            return Optional.of(BadRow.BROKEN_QUOTE);
        }
        List<String> row = parsed.get();
        if (row.size() < columns(feed)) {
            return Optional.of(BadRow.TOO_FEW_COLUMNS);
        }
        if (row.get(0).isEmpty() || (feed == Feed.ORDERS && row.get(1).isEmpty())) {
            return Optional.of(BadRow.MISSING_KEY);
        }
        if (feed == Feed.ORDERS && (!isPositive(row.get(3)) || !isPositive(row.get(4)))) {
            return Optional.of(BadRow.NOT_A_NUMBER);
        }
        boolean dates = isDate(row.get(5)) && (feed == Feed.CUSTOMERS || isDate(row.get(6)));
        return dates ? Optional.empty() : Optional.of(BadRow.NOT_A_DATE);
    }

    private static int columns(Feed feed) {
        return feed == Feed.ORDERS ? 7 : 6;
    }

    private static Optional<JsonNode> json(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
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
