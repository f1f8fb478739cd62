package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import local.snowflake.LocalSnowflake;
import local.wire.Gate;
import local.wire.Hold;
import local.wire.Request;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.lease.LeaseServer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Several loaders of a pipeline and one Lease, on the local stack. */
class LeadershipIT {
    private static final String LEASE = "snowline-main";
    private static final String STRANGER = "somebody-else";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofMillis(1_500);

    @TempDir
    Path directory;

    private final AtomicInteger orders = new AtomicInteger();
    private LocalStack stack;
    private LeaseServer leases;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
        leases = new LeaseServer(directory);
    }

    @AfterEach
    void stop() throws Exception {
        leases.close();
        stack.close();
    }

    @Test
    void standsByWhileAnotherLeadsAndTakesOver() throws Exception {
        String queue = stack.tellOfLanding("landed", Duration.ofSeconds(2));
        leases.give(LEASE, STRANGER);
        try (CapturedLog log = CapturedLog.of(Leadership.class);
                TestLoader loader = loader(Map.of("notify.queue", queue));
                SqsClient client = stack.sqs().client()) {
            Awaitility.await().until(() -> !log.lines().isEmpty());
            land();

            Awaitility.await()
                    .during(A_WHILE)
                    .atMost(PATIENCE)
                    .until(() -> stack.keys("landing/").size() == 1);
            assertThat(messages(client, queue)).isEqualTo(2);
            assertThat(statusOf(loader, "poll")).isEqualTo(ServiceStatus.Stopped);
            assertThat(statusOf(loader, "notify")).isEqualTo(ServiceStatus.Stopped);
            assertThat(statusOf(loader, "claim")).isEqualTo(ServiceStatus.Stopped);
            assertThat(leader(loader)).isZero();
            assertThat(readiness(loader)).contains("This loader stands by");
            assertThat(stack.number("select epoch from control.fence_main")).isZero();
            assertThat(log.lines())
                    .containsExactly("INFO This loader stands by; " + STRANGER + " leads (pipeline main)");

            leases.give(LEASE, "");
            stack.awaitQuiet();

            assertThat(leader(loader)).isEqualTo(1);
            assertThat(readiness(loader)).contains("This loader leads");
            assertThat(statusOf(loader, "claim")).isEqualTo(ServiceStatus.Started);
            Awaitility.await().until(() -> messages(client, queue) == 0);
            assertThat(log.lines()).hasSize(2).last().isEqualTo("INFO This loader leads (pipeline main)");
        }
        assertLoaded(1);
        assertThat(leases.holder(LEASE)).as("given back at the stop").isEmpty();
    }

    @Test
    void oneLoaderLeadsAndTheOtherTakesOverWhenItStops() throws Exception {
        TestLoader first = loader(Map.of());
        try (TestLoader second = standby(first)) {
            land();
            stack.awaitQuiet();
            assertThat(leader(first)).isEqualTo(1);
            assertThat(leader(second)).isZero();

            first.close();
            land();
            stack.awaitQuiet();

            assertThat(leader(second)).isEqualTo(1);
            assertThat(second.isStopped()).isFalse();
        }
        assertLoaded(2);
        assertThat(stack.number("select epoch from control.fence_main")).isEqualTo(2);
    }

    @Test
    void raisesTheFenceAnewWhenItLeadsAgain() throws Exception {
        try (TestLoader first = loader(Map.of());
                TestLoader second = standby(first)) {
            land();
            stack.awaitQuiet();
            leads(second);
            land();
            stack.awaitQuiet();
            leads(first);
            land();
            stack.awaitQuiet();

            assertThat(first.isStopped()).isFalse();
            assertThat(second.isStopped()).isFalse();
        }
        assertLoaded(3);
        assertThat(stack.rows("select epoch from control.batches order by batch_id"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void finishesTheBatchInHandWhenItLosesTheLeadAndFormsNoOther() throws Exception {
        try (Gate gate =
                new Gate(URI.create("http://127.0.0.1:" + stack.snowflake().port()))) {
            Map<String, String> through = Map.of(
                    "snowflake.url", LocalSnowflake.jdbcUrl(gate.endpoint().getPort()));
            Hold hold = gate.holdBefore(Request.nth(9, Request.statement()));
            try (TestLoader loader = loader(through)) {
                land();
                hold.awaitHeld(PATIENCE);
                leases.give(LEASE, STRANGER);
                Awaitility.await().atMost(PATIENCE).until(() -> leader(loader) == 0);
                land();
                hold.release();

                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> stack.keys("processing/").isEmpty()
                                && stack.number("select count(*) from control.batches") == 1);
                Awaitility.await()
                        .during(A_WHILE)
                        .atMost(PATIENCE)
                        .until(() -> stack.keys("landing/").size() == 1);

                leases.give(LEASE, "");
                stack.awaitQuiet();
                assertThat(loader.isStopped()).isFalse();
            }
        }
        assertLoaded(2);
        assertThat(stack.rows("select epoch from control.batches order by batch_id"))
                .containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void exitsWhenItIsFencedOutInTheMiddleOfABatch() throws Exception {
        try (Gate gate = new Gate(stack.s3().endpoint())) {
            Hold hold = gate.holdBefore(Request.to("PUT", "/lake/processing/"));
            try (TestLoader first =
                            TestLoader.start(gate.endpoint(), stack.snowflake().jdbcUrl(), leases.properties());
                    TestLoader second = standby(first)) {
                land();
                hold.awaitHeld(PATIENCE);
                leads(second);
                land();
                stack.awaitQuiet();
                hold.release();

                Awaitility.await().atMost(PATIENCE).until(() -> first.isStopped() || leader(first) == 0);
                assertThat(second.isStopped()).isFalse();
            }
        }
        assertLoaded(2);
    }

    @Test
    void standsByWhileTheServerIsAwayAndGoesOnAfterwards() throws Exception {
        try (CapturedLog log = CapturedLog.of(LeaseView.class);
                TestLoader loader = loader(Map.of())) {
            Awaitility.await().atMost(PATIENCE).until(() -> leader(loader) == 1);
            leases.away(true);
            Awaitility.await().atMost(PATIENCE).until(() -> statusOf(loader, "claim") == ServiceStatus.Stopped);
            assertThat(leader(loader)).isZero();
            land();

            leases.away(false);
            stack.awaitQuiet();

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0)).startsWith("WARN The Lease snowline-main cannot be read or written: ");
            assertThat(log.lines().get(1)).startsWith("INFO The Lease snowline-main can be read");
        }
        assertLoaded(1);
    }

    private TestLoader loader(Map<String, String> properties) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(leases.properties());
        all.putAll(properties);
        return stack.loader(all);
    }

    /** Another loader, beside one that leads. */
    private TestLoader standby(TestLoader leading) throws Exception {
        Awaitility.await().atMost(PATIENCE).until(() -> leader(leading) == 1);
        return loader(Map.of());
    }

    /** Takes the lease from whoever has it until this one does. */
    private void leads(TestLoader loader) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            if (leader(loader) == 0) {
                leases.give(LEASE, "");
            }
            return leader(loader) == 1;
        });
    }

    private void land() {
        int number = orders.incrementAndGet();
        stack.put(
                "landing/orders/" + number,
                "O-" + number + ",C-1,Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T10:00:01Z");
    }

    private void assertLoaded(int count) {
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(count);
        assertThat(stack.number("select count(*) from raw.orders")).isEqualTo(count);
        assertThat(stack.keys("landing/")).isEmpty();
        assertThat(stack.keys("dead-letter/")).isEmpty();
        assertThat(stack.failingChecks()).isEmpty();
    }

    private static double leader(TestLoader loader) {
        return camel(loader)
                .getRegistry()
                .findSingleByType(MeterRegistry.class)
                .get("snowline.leader")
                .gauge()
                .value();
    }

    private static ServiceStatus statusOf(TestLoader loader, String route) {
        return camel(loader).getRouteController().getRouteStatus(route);
    }

    /** What readiness says, if it is up. */
    private static List<String> readiness(TestLoader loader) {
        assertThat(HealthCheckHelper.invokeReadiness(camel(loader)))
                .noneMatch(check -> check.getState() == HealthCheck.State.DOWN);
        return HealthCheckHelper.invokeReadiness(camel(loader), "full").stream()
                .map(result -> result.getMessage().orElse(""))
                .toList();
    }

    private static CamelContext camel(TestLoader loader) {
        return loader.main().getCamelContext();
    }

    /** Messages in the queue, hidden ones too. */
    private static int messages(SqsClient client, String queue) {
        return client
                .getQueueAttributes(request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().toString().startsWith("ApproximateNumberOfMessages"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }
}
