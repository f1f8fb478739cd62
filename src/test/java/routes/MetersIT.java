package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the meters and health tell of batches, on the local stack. */
class MetersIT {
    private static final String ORDER = "O-1,C-1,Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String REPEATED = "O-2,C-1,Pot,1,5.00,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String EXTRA = "O-3,C-1,Cup,1,5.00,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z,new";
    private static final Offset<Double> A_MINUTE = Offset.offset(60.0);

    @TempDir
    private Path directory;

    private LocalStack stack;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void countsEachCommittedBatchOnce() throws Exception {
        try (TestLoader loader = stack.loader(Map.of())) {
            stack.put("landing/orders/one", ORDER, REPEATED, EXTRA, "bad");
            stack.awaitQuiet();
            stack.put("landing/orders/two", REPEATED);
            stack.awaitQuiet();

            assertThat(stack.number("select count(*) from control.batches")).isEqualTo(2);
            MeterRegistry meters = meters(loader);
            Awaitility.await().untilAsserted(() -> assertThat(meters.counter("snowline.batches", "status", "loaded")
                            .count())
                    .isEqualTo(2));
            assertThat(meters.counter("snowline.rows.parsed").count()).isEqualTo(5);
            assertThat(meters.counter("snowline.rows.accepted").count()).isEqualTo(4);
            assertThat(meters.counter("snowline.rows.rejected").count()).isEqualTo(1);
            assertThat(meters.counter("snowline.rows.extra").count()).isEqualTo(1);
            assertThat(meters.counter("snowline.rows.held").count()).isZero();
            assertThat(balance(meters, "batch")).isZero();
            Awaitility.await().untilAsserted(() -> assertThat(meters.get("snowline.batch.stage")
                            .tag("stage", "archive")
                            .timer()
                            .count())
                    .isEqualTo(2));
            assertThat(meters.get("snowline.batch.stage")
                            .tag("stage", "load")
                            .timer()
                            .totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(meters.counter("snowline.warehouse.seconds").count())
                    .isCloseTo(
                            stack.number("select sum(milliseconds) from control.batch_steps") / 1e3,
                            Offset.offset(1e-6));
            assertThat(meters.counter("snowline.turns.failed", "kind", "retryable")
                            .count())
                    .isZero();
        }
    }

    @Test
    void tellsHowOldTheNewestEventIsThatTheMartsHave() throws Exception {
        Instant hourAgo = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        try (TestLoader loader = stack.loader(Map.of())) {
            assertThat(freshness(loader, "orders"))
                    .as("nothing has been loaded")
                    .isNaN();
            stack.put("landing/orders/one", order("O-1", hourAgo), order("O-2", tomorrow));
            stack.awaitQuiet();
            Awaitility.await().untilAsserted(() -> assertThat(freshness(loader, "orders"))
                    .as("what claims to be of tomorrow does not count")
                    .isCloseTo(3_600, A_MINUTE));
            assertThat(freshness(loader, "customers")).isNaN();
        }
        try (TestLoader restarted = stack.loader(Map.of())) {
            Awaitility.await().untilAsserted(() -> assertThat(freshness(restarted, "orders"))
                    .as("a loader that has loaded nothing yet reads it")
                    .isCloseTo(3_600, A_MINUTE));
        }
    }

    @Test
    void loadsOnWhereTheFreshnessCannotBeRead() throws Exception {
        Path sql = OwnSql.in(directory);
        Files.writeString(sql.resolve("watch/read_watermarks.sql"), "select nothing from control.nowhere\n");
        try (TestLoader loader = stack.loader(Map.of("load.sql", "file:" + sql))) {
            stack.put("landing/orders/one", ORDER);
            stack.awaitQuiet();
            Awaitility.await().untilAsserted(() -> assertThat(meters(loader)
                            .counter("snowline.batches", "status", "loaded")
                            .count())
                    .isEqualTo(1));
            assertThat(freshness(loader, "orders")).isNaN();
            assertThat(claiming(loader)).isEqualTo(1);
        }
    }

    @Test
    void tellsOfAnObjectThatCannotBeRead() throws Exception {
        byte[] torn = Arrays.copyOf(LocalStack.gzip((ORDER + "\n").repeat(50).getBytes(StandardCharsets.UTF_8)), 40);
        try (TestLoader loader = stack.loader(Map.of())) {
            stack.put("landing/orders/one.gz", torn);
            stack.put("landing/returns/one", ORDER);
            stack.awaitQuiet();
            MeterRegistry meters = meters(loader);
            Awaitility.await().untilAsserted(() -> {
                assertThat(deadLetters(meters, "unreadable")).isEqualTo(1);
                assertThat(deadLetters(meters, "stray")).isEqualTo(1);
                assertThat(meters.counter("snowline.turns.failed", "kind", "poison")
                                .count())
                        .isEqualTo(1);
            });
            assertThat(deadLetters(meters, "line")).isZero();
        }
    }

    @Test
    void isNotReadyWhileNothingIsClaimedAndSaysWhy() throws Exception {
        Path sql = OwnSql.in(directory);
        Files.writeString(
                sql.resolve("transform/insert_orders.sql"), "insert into mart.nowhere select * from stage.orders");
        try (TestLoader loader = stack.loader(Map.of("load.sql", "file:" + sql, "batch.stall-after", "1ms"))) {
            CamelContext camel = loader.main().getCamelContext();
            Awaitility.await().untilAsserted(() -> assertThat(claiming(loader)).isEqualTo(1));
            assertThat(down(camel)).isEmpty();

            stack.put("landing/orders/one", ORDER);
            Awaitility.await().untilAsserted(() -> assertThat(claiming(loader)).isZero());
            assertThat(meters(loader)
                            .counter("snowline.turns.failed", "kind", "systemic")
                            .count())
                    .isPositive();
            assertThat(down(camel))
                    .hasEntrySatisfying("claim-suspended", message -> assertThat(message)
                            .contains("NOWHERE")
                            .contains("Correct the cause, then resume the route claim or restart."))
                    .hasEntrySatisfying(
                            "batch-stalled", message -> assertThat(message).startsWith("Batch "));
            assertThat(HealthCheckHelper.invokeLiveness(camel))
                    .allMatch(result -> result.getState() == HealthCheck.State.UP);

            stack.put("landing/orders/two", REPEATED);
            Awaitility.await().untilAsserted(() -> assertThat(meters(loader)
                            .get("snowline.landing.objects")
                            .tag("feed", "orders")
                            .gauge()
                            .value())
                    .as("what waits while nobody claims")
                    .isEqualTo(1));
        }
    }

    private static Map<String, String> down(CamelContext camel) {
        return HealthCheckHelper.invokeReadiness(camel).stream()
                .filter(result -> result.getState() == HealthCheck.State.DOWN)
                .collect(Collectors.toMap(result -> result.getCheck().getId(), result -> result.getMessage()
                        .orElse("")));
    }

    private static String order(String id, Instant at) {
        return id + ",C-1,Mug,2,19.90," + at + "," + at;
    }

    private static MeterRegistry meters(TestLoader loader) {
        return loader.main().getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
    }

    private static double freshness(TestLoader loader, String feed) {
        return meters(loader)
                .get("snowline.freshness")
                .tag("feed", feed)
                .timeGauge()
                .value();
    }

    private static double claiming(TestLoader loader) {
        return meters(loader).get("snowline.claiming").gauge().value();
    }

    private static double balance(MeterRegistry meters, String which) {
        return meters.get("snowline.balance").tag("balance", which).gauge().value();
    }

    private static double deadLetters(MeterRegistry meters, String kind) {
        return meters.get("snowline.dead.letters")
                .tag("kind", kind)
                .functionCounter()
                .count();
    }
}
