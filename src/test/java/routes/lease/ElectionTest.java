package routes.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who leads, by a clock that the test sets. */
class ElectionTest {
    private static final Pace PACE = new Pace(Duration.ofSeconds(12), Duration.ofSeconds(8), Duration.ofSeconds(2));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:00:00.123456789Z"), ZoneOffset.UTC);

    private final InMemoryLeases leases = new InMemoryLeases();
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();
    private final Election first = candidate("first", CLOCK);
    private final Election second = candidate("second", CLOCK);

    private Election candidate(String name, Clock clock) {
        return new Election(leases, name, PACE, () -> nanos, clock);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void takesALeaseThatNobodyHolds() {
        first.step();
        second.step();

        assertThat(first.leads()).isTrue();
        assertThat(first.term()).isEqualTo(1);
        assertThat(second.leads()).isFalse();
        assertThat(second.term()).isZero();
        assertThat(second.leader()).contains("first");
        JsonNode lease = leases.stored();
        assertThat(lease.path("apiVersion").asText()).isEqualTo("coordination.k8s.io/v1");
        assertThat(lease.path("kind").asText()).isEqualTo("Lease");
        assertThat(lease.path("spec").path("holderIdentity").asText()).isEqualTo("first");
        assertThat(lease.path("spec").path("leaseDurationSeconds").asInt()).isEqualTo(12);
        assertThat(lease.path("spec").path("renewTime").asText()).isEqualTo("2026-11-20T10:00:00.123456Z");
        assertThat(lease.path("spec").path("leaseTransitions").asInt()).isZero();
    }

    @Test
    void keepsALeaseThatItRenewsInTime() {
        first.step();
        for (int i = 0; i < 20; i++) {
            pass(PACE.retry());
            first.step();
            second.step();
            assertThat(first.leads()).isTrue();
            assertThat(second.leads()).isFalse();
        }
        assertThat(first.term()).isEqualTo(1);
    }

    @Test
    void stopsLeadingBeforeAnotherBegins() {
        first.step();
        second.step();
        boolean hasStopped = false;
        for (int millis = 0; !second.leads(); millis += 100) {
            hasStopped = !first.leads();
            assertThat(millis).isLessThan(15_000);
            pass(Duration.ofMillis(100));
            second.step();
        }
        assertThat(hasStopped).isTrue();
        assertThat(first.leads()).isFalse();
        assertThat(leases.stored().path("spec").path("leaseTransitions").asInt())
                .isEqualTo(1);
    }

    @Test
    void standsByAgainOnceAnotherHasTakenOver() {
        first.step();
        second.step();
        pass(PACE.lease());
        second.step();
        assertThat(second.leads()).isTrue();

        first.step();

        assertThat(first.leads()).isFalse();
        assertThat(first.leader()).contains("second");
        assertThat(leases.stored().path("spec").path("holderIdentity").asText()).isEqualTo("second");
    }

    @Test
    void beginsAnotherTermAfterAnotherHasLed() {
        first.step();
        second.step();
        pass(PACE.lease());
        second.step();
        first.step();
        second.release();
        first.step();

        assertThat(first.leads()).isTrue();
        assertThat(first.term()).isEqualTo(2);
    }

    @Test
    void goesOnInItsTermWhenItWasPausedAndNobodyTookOver() {
        first.step();
        pass(Duration.ofHours(1));
        assertThat(first.leads()).isFalse();

        first.step();

        assertThat(first.leads()).isTrue();
        assertThat(first.term()).isEqualTo(1);
    }

    @Test
    void leavesALeaseToTheOneThatIsFaster() {
        leases.between(second::step);
        first.step();

        assertThat(second.leads()).isTrue();
        assertThat(first.leads()).isFalse();
    }

    @Test
    void losesALeaseThatIsTakenBetweenItsLookAndItsRenewal() {
        first.step();
        second.step();
        pass(PACE.lease());
        leases.between(second::step);
        first.step();

        assertThat(second.leads()).isTrue();
        assertThat(first.leads()).isFalse();
    }

    @Test
    void doesNotComparePeoplesClocks() {
        Election ahead = candidate("ahead", Clock.offset(CLOCK, Duration.ofDays(1)));
        Election behind = candidate("behind", Clock.offset(CLOCK, Duration.ofDays(-1)));
        behind.step();
        ahead.step();
        assertThat(ahead.leads()).isFalse();

        pass(PACE.lease().minusNanos(1));
        ahead.step();
        assertThat(ahead.leads()).isFalse();

        pass(Duration.ofNanos(1));
        ahead.step();
        assertThat(ahead.leads()).isTrue();
    }

    @Test
    void leavesNoWaitBehindWhenItStops() {
        first.step();
        second.step();

        first.release();
        second.step();

        assertThat(first.leads()).isFalse();
        assertThat(second.leads()).isTrue();
    }

    @Test
    void releasesNothingThatAnotherHolds() {
        first.step();
        second.step();
        pass(PACE.lease());
        second.step();

        first.release();

        assertThat(second.leads()).isTrue();
        assertThat(leases.stored().path("spec").path("holderIdentity").asText()).isEqualTo("second");
    }

    @Test
    void writesNothingWhileItStandsBy() {
        first.step();
        int writes = leases.writes();
        second.step();
        pass(PACE.retry());
        second.step();

        assertThat(leases.writes()).isEqualTo(writes);
    }

    @Test
    void leadsUntilItsDeadlineWhileTheServerIsAway() {
        first.step();
        leases.away(true);
        pass(PACE.renewal().minusNanos(1));
        assertThatThrownBy(first::step).isInstanceOf(LeaseException.class);
        assertThat(first.leads()).isTrue();

        pass(Duration.ofNanos(1));
        assertThat(first.leads()).isFalse();

        leases.away(false);
        first.step();
        assertThat(first.leads()).isTrue();
    }

    @Test
    void keepsWhatOthersWroteIntoTheLease() {
        leases.store(
                "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\",\"metadata\":{\"name\":"
                        + "\"snowline-main\",\"namespace\":\"logs\",\"resourceVersion\":\"7\",\"labels\":{\"team\":\"shop\"}}}");
        first.step();
        first.step();

        assertThat(first.leads()).isTrue();
        assertThat(leases.stored().path("metadata").path("labels").path("team").asText())
                .isEqualTo("shop");
        assertThat(leases.stored().path("spec").path("leaseTransitions").asInt())
                .isEqualTo(1);
    }

    static Stream<Long> seeds() {
        return new Random(20_261_128).longs(50).boxed();
    }

    /** Whatever the order of steps, pauses and outages, nobody leads beside another. */
    @ParameterizedTest
    @MethodSource("seeds")
    void neverHasTwoLeaders(long seed) {
        Random random = new Random(seed);
        List<Election> candidates = new ArrayList<>(List.of(first, second, candidate("third", CLOCK)));
        int led = 0;
        for (int i = 0; i < 2_000; i++) {
            Election one = candidates.get(random.nextInt(candidates.size()));
            leases.away(random.nextInt(5) == 0);
            if (random.nextInt(10) == 0) {
                Election other = candidates.get(random.nextInt(candidates.size()));
                leases.between(other == one ? () -> {} : () -> attempt(other));
            }
            attempt(one);
            pass(Duration.ofMillis(random.nextInt(1_500)));
            long leaders = candidates.stream().filter(Election::leads).count();
            assertThat(leaders).isLessThanOrEqualTo(1);
            led += (int) leaders;
        }
        assertThat(led).isGreaterThan(200);
    }

    private static void attempt(Election candidate) {
        try {
            candidate.step();
        } catch (LeaseException e) {
            assertThat(e).hasMessage("away");
        }
    }
}
