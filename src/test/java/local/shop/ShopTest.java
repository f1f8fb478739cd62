package local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
        assertThat(lines).filteredOn(line -> line.feed() == Feed.EVENTS).hasSize(251);
        assertThat(lines.get(lines.size() - 1).feed()).isEqualTo(Feed.ORDERS);
        assertThat(SHOP.lines(0)).isExhausted();
    }

    @Test
    void writesEachFormatAsDocumented() {
        for (Line line : lines(SHOP, 5_000)) {
            if (!line.extraColumns().isEmpty()) {
                continue;
            }
            if (line instanceof Line.Order) {
                assertThat(line.text())
                        .matches(
                                "O-\\d{8},C-\\d{6},.+,[1-9]\\d*,\\d+\\.\\d\\d(,2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z){2}");
            } else if (line instanceof Line.Customer) {
                assertThat(line.text())
                        .matches("C-\\d{6},.+,[^@,]+@example\\.com,[A-Z]{2},(upsert|delete),2026-[-\\d]+T[:.\\d]{12}Z");
            } else if (line instanceof Line.Event) {
                assertThat(line.text())
                        .matches("\\{(\"event_id\":\"E-\\d{8}\",)?\"event_type\":\"[a-z_]+\",.*"
                                + "\"occurred_at\":\"2026-[-\\d]+T[:.\\d]{12}Z\",\"properties\":\\{.*\\}\\}");
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
    void writesEventsThatAreHardToRead() {
        List<String> events = texts(Feed.EVENTS);

        assertThat(events).anyMatch(text -> text.contains("抹茶"));
        assertThat(events).anyMatch(text -> text.contains("\\u62B9\\u8336"));
        assertThat(events).anyMatch(text -> text.contains("\\uD83C\\uDF77"));
        assertThat(events).anyMatch(text -> text.contains("\\\"Wide\\\""));
        assertThat(events).anyMatch(text -> text.contains("two\\nlines"));
        assertThat(events).anyMatch(text -> text.contains("\"filters\":{}"));
        assertThat(events).anyMatch(text -> text.contains("\"lines\":[[1,null]]"));
        assertThat(events).anyMatch(text -> text.contains("\"customer_id\":null"));
        assertThat(events).anyMatch(text -> text.startsWith("{") && !text.contains("\"customer_id\""));
        assertThat(events).anyMatch(text -> text.startsWith("{\"event_type\""));
    }

    @Test
    void widensFewLinesSoThatEachCanBeToldApart() {
        for (Feed feed : List.of(Feed.ORDERS, Feed.CUSTOMERS)) {
            List<Line> wide = lines(SHOP, 40_000).stream()
                    .filter(line -> line.feed() == feed && !line.extraColumns().isEmpty())
                    .toList();

            assertThat(wide).hasSizeBetween(30, 300);
            assertThat(wide).extracting(Line::extraColumns).doesNotHaveDuplicates();
            assertThat(wide).extracting(line -> line.extraColumns().size()).contains(1, 2, 21);
        }
    }

    @Test
    void spoilsTheShareOfRowsThatWasAskedFor() {
        Truth truth = Truth.of(new Shop(3, 0.05), 40_000);

        assertThat((double) truth.bad(Feed.ORDERS)).isCloseTo(2_000, withinPercentage(10));
        assertThat((double) truth.bad(Feed.CUSTOMERS)).isCloseTo(500, withinPercentage(15));
        assertThat((double) truth.bad(Feed.EVENTS)).isCloseTo(500, withinPercentage(15));
        assertThat(Truth.of(new Shop(3, 0), 4_000).bad()).isZero();
    }

    @Test
    void makesEveryKindOfBadRow() {
        Map<Feed, Set<BadRow>> kinds = new EnumMap<>(Feed.class);
        for (Line line : lines(SHOP, 4_000)) {
            if (line instanceof Line.Bad bad) {
                kinds.computeIfAbsent(bad.feed(), feed -> EnumSet.noneOf(BadRow.class))
                        .add(bad.kind());
            }
        }

        assertThat(kinds.get(Feed.ORDERS))
                .containsExactly(
                        BadRow.NOT_A_NUMBER,
                        BadRow.NOT_A_DATE,
                        BadRow.MISSING_KEY,
                        BadRow.BROKEN_QUOTE,
                        BadRow.TOO_FEW_COLUMNS);
        assertThat(kinds.get(Feed.CUSTOMERS))
                .containsExactly(BadRow.NOT_A_DATE, BadRow.MISSING_KEY, BadRow.BROKEN_QUOTE, BadRow.TOO_FEW_COLUMNS);
        assertThat(kinds.get(Feed.EVENTS))
                .containsExactly(BadRow.NOT_A_DATE, BadRow.NOT_JSON, BadRow.NOT_AN_OBJECT, BadRow.MISSING_TYPE);
    }

    @Test
    void namesRulesThatExist() {
        for (Line line : lines(SHOP, 20_000)) {
            if (line instanceof Line.Bad bad && !bad.rule().equals(Line.UNPARSABLE)) {
                assertThat(Path.of("sql", "rules", bad.feed().feedName(), bad.rule() + ".sql"))
                        .exists();
            }
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
            String key = key(line);
            long time = time(line).toEpochMilli();
            deleted +=
                    line instanceof Line.Customer customer && customer.event().isDelete() ? 1 : 0;
            if (!texts.add(line.text())) {
                repeated++;
            } else if (latest.containsKey(key)) {
                late += time < latest.get(key) ? 1 : 0;
                corrected += time > latest.get(key) ? 1 : 0;
            }
            latest.merge(key, time, Math::max);
        }

        assertThat(repeated).isBetween(400, 1_200);
        assertThat(late).isBetween(400, 1_600);
        assertThat(corrected).isBetween(900, 3_500);
        assertThat(deleted).isBetween(100, 600);
    }

    @Test
    void givesVersionsOfOneTimeOnlyWhereADeletionDecides() {
        Map<String, Set<Object>> versions = new HashMap<>();
        Set<String> deleted = new HashSet<>();
        for (Line line : lines(SHOP, 30_000)) {
            if (line instanceof Line.Bad) {
                continue;
            }
            String moment = key(line) + time(line);
            versions.computeIfAbsent(moment, key -> new HashSet<>()).add(row(line));
            if (line instanceof Line.Customer customer && customer.event().isDelete()) {
                deleted.add(moment);
            }
        }
        versions.values().removeIf(rows -> rows.size() == 1);

        assertThat(versions).hasSizeGreaterThan(50);
        assertThat(deleted).containsAll(versions.keySet());
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> new Shop(1, 1)).hasMessageContaining("share of bad rows");
        assertThatThrownBy(() -> new Shop(1, Double.NaN)).hasMessageContaining("share of bad rows");
    }

    private static String key(Line line) {
        if (line instanceof Line.Order order) {
            return order.row().orderId();
        }
        return line instanceof Line.Event event
                ? event.row().eventId()
                : ((Line.Customer) line).event().customerId();
    }

    private static Instant time(Line line) {
        if (line instanceof Line.Order order) {
            return order.row().recordedAt();
        }
        return line instanceof Line.Event event
                ? event.row().occurredAt()
                : ((Line.Customer) line).event().changedAt();
    }

    private static Object row(Line line) {
        if (line instanceof Line.Order order) {
            return order.row();
        }
        return line instanceof Line.Event event ? event.row() : ((Line.Customer) line).event();
    }

    private static List<String> texts(Feed feed) {
        return lines(SHOP, 40_000).stream()
                .filter(line -> line.feed() == feed)
                .map(Line::text)
                .toList();
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
