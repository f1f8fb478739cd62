package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import local.run.LocalUser;
import local.run.ServiceProcess;
import local.run.Tables;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import local.wire.Gate;
import local.wire.Hold;
import local.wire.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3 or Snowflake, a process of its own, is killed at each request of a batch, before it is served and before its answer, and
 * started again. Nobody helps the loader: it goes on, and the tables end up as if nothing had happened.
 */
class StackKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static ServiceProcess s3;
    private static ServiceProcess snowflake;
    private static S3Client bucket;
    private static int scenarios;

    @BeforeAll
    static void start() throws Exception {
        s3 = ServiceProcess.s3(directory.resolve("s3"));
        Path file = directory.resolve("warehouse");
        Files.copy(LocalStack.SetUp.FILE, file);
        snowflake = ServiceProcess.snowflake(file, s3.endpoint());
        bucket = LocalS3.clientBuilder(s3.endpoint()).build();
    }

    @AfterAll
    static void stop() throws Exception {
        bucket.close();
        snowflake.close();
        s3.close();
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenSnowflakeIsKilledBeforeItServesARequest() throws Exception {
        return kills(snowflake, Crash.Moment.BEFORE_IT_IS_SERVED);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenSnowflakeIsKilledBeforeItsAnswer() throws Exception {
        return kills(snowflake, Crash.Moment.BEFORE_ITS_ANSWER);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenS3IsKilledBeforeItServesARequest() throws Exception {
        return kills(s3, Crash.Moment.BEFORE_IT_IS_SERVED);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenS3IsKilledBeforeItsAnswer() throws Exception {
        return kills(s3, Crash.Moment.BEFORE_ITS_ANSWER);
    }

    private static Stream<DynamicTest> kills(ServiceProcess service, Crash.Moment moment) throws Exception {
        int count = requestsOfOneBatch(service);
        return Boundaries.few(count)
                .mapToObj(number -> DynamicTest.dynamicTest(
                        "request " + number + " of " + count, () -> kill(service, number, moment)));
    }

    private static int requestsOfOneBatch(ServiceProcess service) throws Exception {
        String id = land();
        try (Gate gate = new Gate(service.endpoint());
                TestLoader loader = loader(service, gate)) {
            awaitQuiet();
            verify(id);
            assertThat(loader.isStopped()).isFalse();
            return (int) gate.count();
        }
    }

    private static void kill(ServiceProcess service, int number, Crash.Moment moment) throws Exception {
        String id = land();
        try (Gate gate = new Gate(service.endpoint());
                Hold hold = moment.hold(gate, Request.nth(number, Request.any()));
                TestLoader loader = loader(service, gate)) {
            hold.awaitHeld(PATIENCE);
            service.killAndStart();
            hold.drop();
            awaitQuiet();
            assertThat(loader.isStopped()).isFalse();
        }
        verify(id);
    }

    private static TestLoader loader(ServiceProcess gated, Gate gate) throws Exception {
        int port = gated == snowflake
                ? gate.endpoint().getPort()
                : snowflake.endpoint().getPort();
        return TestLoader.start(
                gated == s3 ? gate.endpoint() : s3.endpoint(),
                LocalSnowflake.jdbcUrl(port),
                Map.of("claim.poll", "1s"));
    }

    private static String land() {
        String id = Integer.toString(++scenarios);
        put("landing/customers/" + id, "C-" + id + ",Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        put(
                "landing/orders/" + id,
                order(id, "a", "10:00:01"),
                order(id, "b", "10:00:01"),
                order(id, "b", "10:00:02"),
                "bad " + id + ".");
        return id;
    }

    private static void put(String key, String... lines) {
        bucket.putObject(
                request -> request.bucket("lake").key(key), RequestBody.fromString(String.join("\n", lines) + "\n"));
    }

    private static String order(String id, String part, String recorded) {
        return "O-" + id + part + ",C-" + id + ",Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T" + recorded + "Z";
    }

    private static void awaitQuiet() {
        Awaitility.await("landing and processing are empty")
                .atMost(PATIENCE)
                .until(() -> keys("landing/") + keys("processing/") == 0);
    }

    private static int keys(String prefix) {
        return bucket.listObjectsV2(request -> request.bucket("lake").prefix(prefix))
                .keyCount();
    }

    private static void verify(String id) throws Exception {
        try (HikariDataSource warehouse =
                LocalUser.open(LocalSnowflake.jdbcUrl(snowflake.endpoint().getPort()))) {
            Tables tables = new Tables(warehouse);
            assertThat(tables.rows("select order_id, to_varchar(recorded_at, 'HH24:MI:SS') from mart.orders"
                            + " where customer_id = 'C-" + id + "' order by order_id"))
                    .containsExactly(List.of("O-" + id + "a", "10:00:01"), List.of("O-" + id + "b", "10:00:02"));
            assertThat(tables.number("select count(*) from raw.orders where customer_id = 'C-" + id + "'"))
                    .isEqualTo(3);
            assertThat(tables.number("select count(*) from mart.customers where customer_id = 'C-" + id + "'"))
                    .isEqualTo(1);
            assertThat(tables.number("select count(*) from control.rejected_rows where line like 'bad " + id + ".%'"))
                    .isEqualTo(1);
            assertThat(tables.number("select coalesce(sum(objects_missing), 0) from control.batches"))
                    .isZero();
            assertThat(LocalStack.failingChecks(tables)).isEmpty();
        }
        assertThat(keys("dead-letter/")).isZero();
    }
}
