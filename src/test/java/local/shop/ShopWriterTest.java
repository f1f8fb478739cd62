package local.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ShopWriterTest {

    private static final Shop SHOP = new Shop(11, 0.02);

    @TempDir
    Path directory;

    @Test
    void writesEachFeedToItsFile() throws IOException {
        assertThat(ShopWriter.write(SHOP, 200, directory, 0)).isEqualTo(200);

        assertThat(read(Feed.ORDERS)).isEqualTo(expected(Feed.ORDERS, 200));
        assertThat(read(Feed.CUSTOMERS)).isEqualTo(expected(Feed.CUSTOMERS, 200));
        assertThat(read(Feed.EVENTS)).isEqualTo(expected(Feed.EVENTS, 200));
    }

    @Test
    void resumesAfterTheFilesWereCutAtAnyByte() throws IOException {
        ShopWriter.write(SHOP, 20, directory, 0);
        byte[] orders = Files.readAllBytes(file(Feed.ORDERS));
        byte[] customers = Files.readAllBytes(file(Feed.CUSTOMERS));
        byte[] events = Files.readAllBytes(file(Feed.EVENTS));
        Random random = new Random(1);

        // Each is cut independently.
        for (int cut = 0; cut <= orders.length; cut++) {
            Files.write(file(Feed.ORDERS), Arrays.copyOf(orders, cut));
            Files.write(file(Feed.CUSTOMERS), Arrays.copyOf(customers, random.nextInt(customers.length + 1)));
            Files.write(file(Feed.EVENTS), Arrays.copyOf(events, random.nextInt(events.length + 1)));

            ShopWriter.write(SHOP, 20, directory, 0);

            assertThat(Files.readAllBytes(file(Feed.ORDERS))).isEqualTo(orders);
            assertThat(Files.readAllBytes(file(Feed.CUSTOMERS))).isEqualTo(customers);
            assertThat(Files.readAllBytes(file(Feed.EVENTS))).isEqualTo(events);
        }
    }

    @Test
    void goesOnToAHigherCount() throws IOException {
        ShopWriter.write(SHOP, 50, directory, 0);
        ShopWriter.write(SHOP, 120, directory, 0);

        assertThat(read(Feed.ORDERS)).isEqualTo(expected(Feed.ORDERS, 120));
        assertThat(read(Feed.CUSTOMERS)).isEqualTo(expected(Feed.CUSTOMERS, 120));
        assertThat(read(Feed.EVENTS)).isEqualTo(expected(Feed.EVENTS, 120));
    }

    @Test
    void refusesFilesOfAnotherShop() throws IOException {
        ShopWriter.write(SHOP, 50, directory, 0);

        assertThatThrownBy(() -> ShopWriter.write(new Shop(12, 0.02), 100, directory, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(".log does not begin with the lines of this shop");
        assertThatThrownBy(() -> ShopWriter.write(SHOP, 20, directory, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than was asked for");
        assertThat(read(Feed.ORDERS)).isEqualTo(expected(Feed.ORDERS, 50));
    }

    @Test
    void keepsARate() throws IOException {
        long start = System.nanoTime();

        ShopWriter.write(SHOP, 80, directory, 250);

        // 120 lines at 250 a second.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(430));
    }

    @Test
    void stopsAnEndlessRunWhenInterruptedAndKnowsHowFarItCame() throws Exception {
        CompletableFuture<Long> result = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                result.complete(ShopWriter.write(SHOP, Long.MAX_VALUE, directory, 5_000));
            } catch (IOException e) {
                result.completeExceptionally(e);
            }
        });
        writer.start();
        Awaitility.await().until(() -> Files.exists(file(Feed.ORDERS)) && Files.size(file(Feed.ORDERS)) > 20_000);
        writer.interrupt();

        long orders = result.get(60, TimeUnit.SECONDS);
        assertThat(read(Feed.ORDERS)).isEqualTo(expected(Feed.ORDERS, orders));
        assertThat(read(Feed.CUSTOMERS)).isEqualTo(expected(Feed.CUSTOMERS, orders));
        assertThat(read(Feed.EVENTS)).isEqualTo(expected(Feed.EVENTS, orders));
    }

    @Test
    void knowsTheTruthThatTheFilesTell() throws IOException {
        ShopWriter.write(SHOP, 20_000, directory, 0);
        Truth truth = Truth.of(SHOP, 20_000);
        NaiveWarehouse warehouse = new NaiveWarehouse();
        for (Feed feed : Feed.values()) {
            List<String> lines = new ArrayList<>(Files.readAllLines(file(feed)));
            assertThat(truth.lines(feed)).isEqualTo(lines.size());
            Collections.shuffle(lines, new Random(2));
            lines.forEach(line -> warehouse.take(feed, line));
        }

        assertThat(truth.bad()).isEqualTo(warehouse.rejected);
        assertThat(truth.wide(Feed.ORDERS).size() + truth.wide(Feed.CUSTOMERS).size())
                .isPositive()
                .isEqualTo(warehouse.wide);
        assertThat(truth.orders().keySet()).isEqualTo(warehouse.orders.keySet());
        truth.orders().forEach((id, row) -> {
            List<String> last = warehouse.orders.get(id).lastEntry().getValue();
            assertThat(row.customerId()).isEqualTo(last.get(1));
            assertThat(row.product()).isEqualTo(last.get(2));
            assertThat(row.quantity()).isEqualTo(Integer.parseInt(last.get(3)));
            assertThat(row.amount()).isEqualTo(new BigDecimal(last.get(4)));
            assertThat(row.orderedAt()).isEqualTo(Instant.parse(last.get(5)));
            assertThat(row.recordedAt()).isEqualTo(Instant.parse(last.get(6)));
        });
        warehouse.customers.forEach((id, events) -> {
            List<String> last = events.lastEntry().getValue();
            if (last.get(4).equals("delete")) {
                assertThat(truth.customers()).doesNotContainKey(id);
            } else {
                CustomerEvent event = truth.customers().get(id);
                assertThat(event.fullName()).isEqualTo(last.get(1));
                assertThat(event.email()).isEqualTo(last.get(2));
                assertThat(event.country()).isEqualTo(last.get(3));
                assertThat(event.changedAt()).isEqualTo(Instant.parse(last.get(5)));
            }
        });
        assertThat(truth.customers()).hasSizeLessThan(warehouse.customers.size());
        assertThat(truth.supersededOrders()).hasSize(olderVersions(warehouse.orders));
        assertThat(truth.events().values())
                .extracting(EventRow::body)
                .containsExactlyInAnyOrderElementsOf(warehouse.events.values().stream()
                        .map(versions -> versions.lastEntry().getValue())
                        .toList());
        assertThat(truth.supersededEvents()).hasSize(olderVersions(warehouse.events));
        assertThat(truth.customerEvents())
                .isEqualTo(warehouse.customers.values().stream()
                        .mapToLong(events -> events.size())
                        .sum());
    }

    private static int olderVersions(Map<String, ? extends Map<?, ?>> table) {
        return table.values().stream().mapToInt(versions -> versions.size() - 1).sum();
    }

    private Path file(Feed feed) {
        return directory.resolve(feed.fileName());
    }

    private String read(Feed feed) throws IOException {
        return Files.readString(file(feed));
    }

    private static String expected(Feed feed, long orders) {
        StringBuilder text = new StringBuilder();
        for (Iterator<Line> lines = SHOP.lines(orders); lines.hasNext(); ) {
            Line line = lines.next();
            if (line.feed() == feed) {
                text.append(line.text()).append('\n');
            }
        }
        return text.toString();
    }
}
