package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import local.wire.Answer;
import local.wire.Fault;
import local.wire.Request;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import routes.CapturedLog;
import routes.batch.InMemoryBucket;
import routes.batch.Landing;
import routes.settings.ByteSize;
import routes.settings.ClaimSettings;

class LandingMetersTest {
    private static final Duration VALID = Duration.ofMinutes(1);
    private static final Offset<Double> A_LITTLE = Offset.offset(5.0);

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Clock clock = new LaterClock();
    private Duration later = Duration.ZERO;
    private Landing landing;

    @Test
    void knowsNothingBeforeTheFirstLook() {
        show();
        assertThat(objects("orders")).isNaN();
        assertThat(bytes("orders")).isNaN();
        assertThat(age("orders")).isNaN();
    }

    @Test
    void tellsWhatWaitsByFeed() {
        show();
        bucket.put("landing/orders/one", "12345");
        bucket.put("landing/orders/two", "123");
        landing.waiting();
        pass(Duration.ofSeconds(30));
        assertThat(objects("orders")).isEqualTo(2);
        assertThat(bytes("orders")).isEqualTo(8);
        assertThat(age("orders")).isCloseTo(30, A_LITTLE);
        assertThat(objects("customers")).isZero();
        assertThat(bytes("customers")).isZero();
        assertThat(age("customers")).isZero();
    }

    @Test
    void tellsZeroOnceEverythingIsClaimed() {
        show();
        bucket.put("landing/orders/one", "1");
        landing.waiting();
        bucket.remove("landing/orders/one");
        landing.waiting();
        assertThat(objects("orders")).isZero();
        assertThat(age("orders")).isZero();
    }

    @Test
    void letsTheAgeGrowAndForgetsTheNumberWhileLandingCannotBeListed() {
        show();
        bucket.put("landing/orders/one", "1");
        landing.waiting();
        LandingWatch watch = new LandingWatch(landing, Duration.ofSeconds(20), clock);
        try (CapturedLog log = CapturedLog.of(LandingWatch.class);
                Fault away = bucket.gate().answer(Request.any(), Answer.s3Error(403, "AccessDenied", "made up"))) {
            for (int look = 0; look < 6; look++) {
                pass(Duration.ofSeconds(20));
                watch.run();
            }
            assertThat(away.hits()).isPositive();
            assertThat(objects("orders")).isNaN();
            assertThat(bytes("orders")).isNaN();
            assertThat(age("orders")).isCloseTo(120, A_LITTLE);
            assertThat(age("customers")).as("nobody knows what landed since").isNaN();
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("snowline_landing_objects"));
        }
        watch.run();
        assertThat(objects("orders")).isEqualTo(1);
        assertThat(age("customers")).isZero();
    }

    @Test
    void looksOnlyWhereNobodyElseHas() {
        show();
        bucket.put("landing/orders/one", "1");
        landing.waiting();
        LandingWatch watch = new LandingWatch(landing, Duration.ofSeconds(20), clock);
        bucket.put("landing/orders/two", "1");
        pass(Duration.ofSeconds(19));
        watch.run();
        assertThat(objects("orders")).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        watch.run();
        assertThat(objects("orders")).isEqualTo(2);
    }

    private void show() {
        List<String> feeds = List.of("customers", "orders");
        landing = new Landing(
                bucket.store(),
                feeds,
                new ClaimSettings(Duration.ofSeconds(1), Duration.ofMinutes(5), ByteSize.parse("1GiB"), 1_000),
                clock);
        new LandingMeters(registry, feeds, landing, VALID, clock);
    }

    private void pass(Duration time) {
        later = later.plus(time);
    }

    private double objects(String feed) {
        return value("snowline.landing.objects", feed);
    }

    private double bytes(String feed) {
        return value("snowline.landing.bytes", feed);
    }

    private double age(String feed) {
        return value("snowline.landing.oldest.age", feed);
    }

    private double value(String name, String feed) {
        return registry.get(name).tag("feed", feed).gauge().value();
    }

    /** The time by which the objects were put, and as much later as a test says. */
    private final class LaterClock extends Clock {
        @Override
        public Instant instant() {
            return Instant.now().plus(later);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
