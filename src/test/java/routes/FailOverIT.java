package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import local.snowflake.LocalSnowflake;
import local.wire.Gate;
import local.wire.Hold;
import local.wire.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.lease.LeaseServer;

/** Loaders as processes of their own, killed or paused, at the pace that the jar ships. */
class FailOverIT {
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    /** Of the statements of a batch, one behind the fence and before the commit. */
    private static final int IN_A_TRANSACTION = 8;

    @TempDir
    Path directory;

    private LocalStack stack;
    private int orders;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void takesOverAKilledLeadersFileLock() throws Exception {
        Map<String, String> byFile = byFile();
        try (AgentProcess first = loader("first", byFile)) {
            first.await(() -> says(first, "This loader leads"));
            try (AgentProcess second = loader("second", byFile)) {
                second.await(() -> says(second, "started in"));
                load();

                first.kill();
                Instant killed = Instant.now();
                land();
                second.await(stack::isQuiet);

                Duration took = Duration.between(killed, Instant.now());
                assertThat(took).isLessThan(AT_MOST);
                assertThat(second.log()).anyMatch(line -> line.contains("This loader leads"));
            }
        }
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(2);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void takesOverFromALeaderByFileThatIsKilledInATransaction() throws Exception {
        killInATransaction(byFile());
    }

    @Test
    void takesOverFromALeaderByLeaseThatIsKilledInATransaction() throws Exception {
        try (LeaseServer server = new LeaseServer(Files.createDirectory(directory.resolve("account")))) {
            Map<String, String> byLease = new HashMap<>(server.properties());
            // At the pace that the jar ships: a silent leader is waited for.
            byLease.keySet().removeAll(Set.of("lead.lease-duration", "lead.renew-deadline", "lead.retry-period"));
            killInATransaction(byLease);
        }
    }

    private void killInATransaction(Map<String, String> lead) throws Exception {
        try (Gate snowflake =
                new Gate(URI.create("http://127.0.0.1:" + stack.snowflake().port()))) {
            Map<String, String> gated = new HashMap<>(lead);
            gated.put(
                    "snowflake.url", LocalSnowflake.jdbcUrl(snowflake.endpoint().getPort()));
            try (AgentProcess first = loader("first", gated)) {
                first.await(() -> says(first, "This loader leads"));
                try (AgentProcess second = loader("second", lead)) {
                    second.await(() -> says(second, "started in"));
                    load();
                    Hold hold = snowflake.holdBefore(Request.nth(IN_A_TRANSACTION, Request.statement()));
                    land();
                    hold.awaitHeld(AT_MOST);
                    assertThat(stack.rows("show locks")).isNotEmpty();

                    first.kill();
                    Instant killed = Instant.now();
                    hold.drop();
                    second.await(stack::isQuiet);

                    System.out.println("Loaded "
                            + Duration.between(killed, Instant.now()).toMillis() + " ms after the leader by "
                            + lead.get("lead.by")
                            + " was killed in a transaction");
                    // It records what it has archived, and then holds nothing either.
                    second.await(() -> stack.rows("show locks").isEmpty());
                }
            }
        }
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(2);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void endsTheTransactionThatAKilledLoaderHasLeftOpen() throws Exception {
        land();
        try (LocalStack.Lock left = stack.lock("control.fence_main");
                TestLoader loader = stack.loader(Map.of())) {
            Awaitility.await().atMost(AT_MOST).until(stack::isQuiet);
            assertThat(loader.isStopped()).isFalse();
        }
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
        assertThat(stack.failingChecks()).isEmpty();
    }

    private Map<String, String> byFile() {
        return Map.of(
                "lead.by", "file", "lead.directory", directory.resolve("lead").toString());
    }

    private AgentProcess loader(String name, Map<String, String> lead) throws Exception {
        Path own = Files.createDirectory(directory.resolve(name));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("roles", "loader");
        properties.put("bucket", "lake");
        properties.put("snowflake.url", stack.snowflake().jdbcUrl());
        properties.put("snowflake.user", "local");
        properties.put("snowflake.password", "local");
        properties.put("snowflake.role", "SNOWLINE_LOADER");
        properties.put("snowflake.warehouse", "SNOWLINE");
        properties.put("claim.poll", "250ms");
        properties.put("claim.linger", "1ms");
        properties.put("camel.management.enabled", "false");
        properties.putAll(lead);
        return AgentProcess.loader(own, stack.s3().endpoint(), properties);
    }

    private static boolean says(AgentProcess process, String words) throws Exception {
        return process.log().stream().anyMatch(line -> line.contains(words));
    }

    private void load() {
        land();
        stack.awaitQuiet();
    }

    private void land() {
        orders++;
        stack.put(
                "landing/orders/" + orders,
                "O-" + orders + ",C-1,Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T10:00:01Z");
    }
}
