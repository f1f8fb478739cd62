package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.delivery.Outages;
import routes.delivery.Service;
import routes.delivery.SetClock;
import routes.ingest.Event;
import routes.ingest.InMemoryKinesis;
import routes.ingest.KinesisIntake;
import routes.ingest.Pace;
import routes.ingest.Placed;
import software.amazon.awssdk.services.kinesis.model.KinesisException;

@Timeout(180)
class IntakeCheckTest {
    private final SetClock clock = new SetClock();
    private final InMemoryKinesis kinesis = new InMemoryKinesis(1);
    private final KinesisIntake intake = new KinesisIntake(
            Map.of("events", "events-stream"),
            new Pace(Duration.ZERO, 1 << 20, Duration.ofSeconds(1), 1),
            kinesis,
            new Outages(Service.KINESIS, clock));

    @AfterEach
    void close() {
        kinesis.gate(record -> null);
        intake.close();
    }

    @Test
    void isReadyAgainOnceARecordIsTaken() throws Exception {
        beAway();
        CompletableFuture<List<Placed>> put = put();
        await().until(() -> intake.outage("events").isPresent());
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);

        clock.advance(IntakeCheck.PATIENCE);
        put.get(60, TimeUnit.SECONDS);
        put().get(60, TimeUnit.SECONDS);
        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check().getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("events", "no route"));

        kinesis.gate(record -> null);
        put().get(60, TimeUnit.SECONDS);
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void isReadyAgainWhenNobodyPostsAnyMore() throws Exception {
        beAway();
        put().get(60, TimeUnit.SECONDS);
        clock.advance(IntakeCheck.PATIENCE);
        put().get(60, TimeUnit.SECONDS);
        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);

        clock.advance(IntakeCheck.MEMORY);

        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void countsWhatWasStoredAndGivenUp() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new IntakeMeters(meters).intake(intake);
        put().get(60, TimeUnit.SECONDS);
        beAway();
        put().get(60, TimeUnit.SECONDS);

        assertThat(count(meters, "events")).isEqualTo(2);
        assertThat(count(meters, "events.stored")).isEqualTo(1);
        assertThat(count(meters, "events.given.up")).isEqualTo(1);
        assertThat(count(meters, "records")).isEqualTo(1);
        assertThat(count(meters, "bytes.sent")).isEqualTo(2);
        assertThat(count(meters, "calls")).isGreaterThan(1);
        assertThat(count(meters, "calls.failed")).isEqualTo(count(meters, "calls") - 1);
    }

    private static double count(SimpleMeterRegistry meters, String name) {
        return meters.get("snowline.ingest." + name)
                .tag("feed", "events")
                .functionCounter()
                .count();
    }

    private void beAway() {
        kinesis.gate(record -> {
            throw KinesisException.builder().statusCode(503).message("no route").build();
        });
    }

    private CompletableFuture<List<Placed>> put() throws Exception {
        return intake.put("events", List.of(new Event("a\n".getBytes(StandardCharsets.UTF_8), null)))
                .toCompletableFuture();
    }

    private HealthCheck.Result check() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            IntakeCheck check = new IntakeCheck(intake, clock);
            check.setCamelContext(camel);
            return check.call();
        }
    }
}
