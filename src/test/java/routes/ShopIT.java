package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import local.run.Difference;
import local.run.MartDifference;
import local.shop.Feed;
import local.shop.Line;
import local.shop.Shop;
import local.shop.Truth;
import org.junit.jupiter.api.Test;

/** The lines of the shop, brought in other ways than it wrote them: the marts are what the shop knows all the same. */
class ShopIT {
    private static final Shop SHOP = new Shop(41, 0.02);
    private static final long ORDERS = 1_500;
    private static final int BATCHES = 3;

    @Test
    void modelsTheSameInWhateverOrderAndHoweverOftenLinesCome() throws Exception {
        Truth truth = Truth.of(SHOP, ORDERS);
        Map<Feed, List<String>> lines = shuffledAndRepeated();
        try (LocalStack stack = new LocalStack()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                for (Feed feed : Feed.values()) {
                    stack.put("landing/" + feed.feedName() + "/" + batch + ".gz", part(lines.get(feed), batch));
                }
                try (TestLoader loader = stack.loader(Map.of())) {
                    stack.awaitQuiet();
                }
            }
            assertThat(stack.number("select count(*) from control.batches")).isEqualTo(BATCHES);
            assertThat(new MartDifference(stack.tables(), truth).all()).isEmpty();
            assertThat(stack.failingChecks()).isEmpty();

            spoil(stack);
            assertThat(new MartDifference(stack.tables(), truth).all())
                    .extracting(Difference::table)
                    .containsExactly(
                            "mart.superseded_orders",
                            "mart.events",
                            "mart.superseded_events",
                            "mart.customer_events",
                            "mart.customers",
                            "mart.customer_history",
                            "mart.orders_enriched",
                            "mart.customer_segments",
                            "raw.orders");
        }
    }

    /** A row here and there, as a wrong statement would leave it. */
    private static void spoil(LocalStack stack) {
        String some = " in (select min(%s) from %s)";
        stack.rows("delete from mart.superseded_orders where row_hash"
                + some.formatted("row_hash", "mart.superseded_orders"));
        stack.rows("update mart.events set body = object_construct('event_type', 'none') where event_id"
                + some.formatted("event_id", "mart.events"));
        stack.rows("update mart.superseded_events set customer_id = null where row_hash"
                + some.formatted("row_hash", "mart.superseded_events where customer_id is not null"));
        stack.rows(
                "delete from mart.customer_events where row_hash" + some.formatted("row_hash", "mart.customer_events"));
        stack.rows("delete from mart.customers where customer_id"
                + some.formatted(
                        "customer_id", "mart.orders where customer_id in (select customer_id from mart.customers)"));
        stack.rows("update mart.customer_history set valid_from = dateadd('day', -400, valid_from) where customer_id"
                + some.formatted(
                        "customer_id",
                        "mart.orders_enriched where not is_customer_known and customer_id in"
                                + " (select customer_id from mart.customer_history)"));
        stack.rows("update raw.orders set extra = null where extra is not null");
    }

    private static Map<Feed, List<String>> shuffledAndRepeated() {
        Map<Feed, List<String>> lines = new EnumMap<>(Feed.class);
        for (Iterator<Line> all = SHOP.lines(ORDERS); all.hasNext(); ) {
            Line line = all.next();
            lines.computeIfAbsent(line.feed(), feed -> new ArrayList<>()).add(line.text());
        }
        Random random = new Random(17);
        lines.values().forEach(some -> {
            some.addAll(List.copyOf(some.subList(0, some.size() / 3)));
            Collections.shuffle(some, random);
        });
        return lines;
    }

    private static String[] part(List<String> lines, int batch) {
        return lines.subList(lines.size() * batch / BATCHES, lines.size() * (batch + 1) / BATCHES)
                .toArray(String[]::new);
    }
}
