package routes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** An order in which lines come in. */
enum Arrival {
    BY_TIME,
    BACKWARDS,
    SHUFFLED,
    SHUFFLED_AGAIN;

    /** A line of a feed. */
    record Line(String feed, String text) {}

    /** Every line of the shop at least once, three in ten again, with lines that no rule lets through among them. */
    List<Line> lines(RandomShop shop, Random random) {
        record Said(String feed, java.time.Instant at, java.util.function.Function<Random, String> writer) {}
        List<Said> said = new ArrayList<>();
        shop.changes().forEach(change -> said.add(new Said("customers", change.changedAt(), change::line)));
        shop.orders().forEach(order -> said.add(new Said("orders", order.at(), order.writer())));
        shop.events().forEach(event -> said.add(new Said("events", event.at(), event.writer())));
        for (int i = said.size() * 3 / 10; i > 0; i--) {
            said.add(said.get(random.nextInt(said.size())));
        }
        Collections.shuffle(said, random);
        if (this == BY_TIME) {
            said.sort(Comparator.comparing(Said::at));
        } else if (this == BACKWARDS) {
            said.sort(Comparator.comparing(Said::at).reversed());
        }
        List<Line> lines = new ArrayList<>(said.stream()
                .map(line -> new Line(line.feed(), line.writer().apply(random)))
                .toList());
        for (int i = 0; i < 60; i++) {
            lines.add(random.nextInt(lines.size()), rejected(i));
        }
        return lines;
    }

    private static Line rejected(int i) {
        return switch (i % 6) {
            case 0 -> new Line("customers", "C-" + i + ",Ada,a@example.com,GB,upsert,yesterday");
            case 1 -> new Line("customers", ",Ada,a@example.com,GB,upsert,2026-03-01T00:00:00Z");
            case 2 -> new Line("orders", "O-" + i + ",C-1,Mug,1,-5,2026-03-01T00:00:00Z,2026-03-01T00:00:00Z");
            case 3 -> new Line("orders", "O-" + i + ",C-1,\"Mug,1,5,2026-03-01T00:00:00Z,2026-03-01T00:00:00Z");
            case 4 -> new Line("events", "{\"event_id\": \"E-" + i + "\", \"occurred_at\": \"2026-03-01T00:00:00Z\"}");
            default -> new Line("events", "{\"event_id\": \"E-" + i);
        };
    }

    /** The lines in five to eight parts of different sizes. */
    static List<List<Line>> batches(List<Line> lines, Random random) {
        int count = 5 + random.nextInt(4);
        List<Integer> cuts = new ArrayList<>(random.ints(1, lines.size())
                .distinct()
                .limit(count - 1L)
                .boxed()
                .sorted()
                .toList());
        cuts.add(lines.size());
        List<List<Line>> batches = new ArrayList<>();
        int from = 0;
        for (int to : cuts) {
            batches.add(lines.subList(from, to));
            from = to;
        }
        return batches;
    }
}
