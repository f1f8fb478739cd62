package local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShopTest {

    private static final Shop SHOP = new Shop(7, 0.01);

    @Test
    void givesTheSameLinesForTheSameSeed() {
        assertThat(texts(new Shop(7, 0.01), 2_000)).isEqualTo(texts(SHOP, 2_000));
        assertThat(texts(new Shop(8, 0.01), 2_000)).isNotEqualTo(texts(SHOP, 2_000));
    }

    @Test
    void beginsEveryLongerSequenceWithTheShorter() {
        List<String> shorter = texts(SHOP, 500);

        assertThat(texts(SHOP, 900)).startsWith(shorter.toArray(String[]::new));
    }

    @Test
    void endsWithThatManyOrders() {
        List<Line> lines = lines(SHOP, 1_001);

        assertThat(lines).filteredOn(line -> line.feed() == Feed.ORDERS).hasSize(1_001);
        assertThat(lines).filteredOn(line -> line.feed() == Feed.CUSTOMERS).hasSize(251);
        assertThat(lines.get(lines.size() - 1).feed()).isEqualTo(Feed.ORDERS);
        assertThat(SHOP.lines(0)).isExhausted();
    }

    @Test
    void writesEachFormatAsDocumented() {
        for (Line line : lines(SHOP, 5_000)) {
            if (line instanceof Line.Order) {
                assertThat(line.text())
                        .matches(
                                "O-\\d{8},C-\\d{6},.+,[1-9]\\d*,\\d+\\.\\d\\d(,2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z){2}");
            } else if (line instanceof Line.Customer) {
                assertThat(line.text())
                        .matches("C-\\d{6},.+,[^@,]+@example\\.com,[A-Z]{2},(upsert|delete),2026-[-\\d]+T[:.\\d]{12}Z");
            }
        }
    }

    @Test
    void quotesWhatACsvReaderNeedsQuoted() {
        List<String> texts = texts(SHOP, 5_000);

        assertThat(texts).anyMatch(text -> text.contains(",\"Cable, 2 m, black\","));
        assertThat(texts).anyMatch(text -> text.contains(",\"Monitor 27\"\" \"\"Wide\"\"\","));
        assertThat(texts).anyMatch(text -> text.contains("抹茶"));
        assertThat(texts).noneMatch(text -> text.contains("\n") || text.contains("\r"));
    }

    @Test
    void spoilsTheShareOfRowsThatWasAskedFor() {
        Truth truth = Truth.of(new Shop(3, 0.05), 40_000);

        assertThat((double) truth.bad(Feed.ORDERS)).isCloseTo(2_000, withinPercentage(10));
        assertThat((double) truth.bad(Feed.CUSTOMERS)).isCloseTo(500, withinPercentage(15));
        assertThat(Truth.of(new Shop(3, 0), 4_000).bad(Feed.ORDERS)).isZero();
    }

    @ParameterizedTest
    @EnumSource(BadRow.class)
    void makesEveryKindOfBadRow(BadRow kind) {
        Truth truth = Truth.of(SHOP, 2_000);

        assertThat(truth.bad(Feed.ORDERS, kind)).isPositive();
        if (kind != BadRow.NOT_A_NUMBER) {
            assertThat(truth.bad(Feed.CUSTOMERS, kind)).isPositive();
        }
    }

    @Test
    void makesBadRowsThatAreBadInTheirWayAndGoodRowsThatAreNot() {
        for (Line line : lines(new Shop(5, 0.2), 20_000)) {
            if (line instanceof Line.Bad bad) {
                assertThat(NaiveWarehouse.fault(line.feed(), line.text()))
                        .as(line.text())
                        .contains(bad.kind());
            } else {
                assertThat(NaiveWarehouse.fault(line.feed(), line.text()))
                        .as(line.text())
                        .isEmpty();
            }
        }
    }

    @Test
    void repeatsCorrectsAndDelaysRows() {
        Set<String> texts = new HashSet<>();
        Map<String, Long> latest = new HashMap<>();
        int repeated = 0;
        int late = 0;
        int corrected = 0;
        int deleted = 0;
        for (Line line : lines(SHOP, 20_000)) {
            if (line instanceof Line.Bad) {
                continue;
            }
            String key;
            long time;
            if (line instanceof Line.Order order) {
                key = order.row().orderId();
                time = order.row().recordedAt().toEpochMilli();
            } else {
                CustomerEvent event = ((Line.Customer) line).event();
                key = event.customerId();
                time = event.changedAt().toEpochMilli();
                deleted += event.isDelete() ? 1 : 0;
            }
            if (!texts.add(line.text())) {
                repeated++;
            } else if (latest.containsKey(key)) {
                late += time < latest.get(key) ? 1 : 0;
                corrected += time > latest.get(key) ? 1 : 0;
                assertThat(time).as(line.text()).isNotEqualTo(latest.get(key));
            }
            latest.merge(key, time, Math::max);
        }

        assertThat(repeated).isBetween(400, 1_200);
        assertThat(late).isBetween(400, 1_600);
        assertThat(corrected).isBetween(900, 3_500);
        assertThat(deleted).isBetween(100, 600);
    }

    @Test
    void neverGivesTwoVersionsOfARowTheSameTime() {
        Map<String, String> seen = new HashMap<>();
        for (Line line : lines(SHOP, 30_000)) {
            String key = null;
            if (line instanceof Line.Order order) {
                key = order.row().orderId() + order.row().recordedAt();
            } else if (line instanceof Line.Customer customer) {
                key = customer.event().customerId() + customer.event().changedAt();
            }
            if (key != null) {
                assertThat(seen.computeIfAbsent(key, k -> line.text())).isEqualTo(line.text());
            }
        }
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> new Shop(1, 1)).hasMessageContaining("share of bad rows");
        assertThatThrownBy(() -> new Shop(1, Double.NaN)).hasMessageContaining("share of bad rows");
    }

    private static List<Line> lines(Shop shop, long orders) {
        List<Line> lines = new ArrayList<>();
        for (Iterator<Line> all = shop.lines(orders); all.hasNext(); ) {
            lines.add(all.next());
        }
        return lines;
    }

    private static List<String> texts(Shop shop, long orders) {
        return lines(shop, orders).stream().map(Line::text).toList();
    }
}
