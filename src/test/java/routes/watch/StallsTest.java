package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import routes.CapturedLog;
import routes.tail.Backlog;

class StallsTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration AFTER = Duration.ofMinutes(5);

    private Instant now = START;
    private final Stalls stalls = new Stalls(AFTER, new MovedClock());

    @Test
    void saysWhatStandsStillSinceWhenAndWhy() {
        pass(AFTER);
        judge(START, behind("/var/log/a.log", 104, START, true));

        assertThat(stalls.of("orders"))
                .hasValue(new Stall("orders", "104 bytes behind in /var/log/a.log", START, "Firehose is away"));
    }

    @Test
    void waitsAsLongAsItIsTold() {
        pass(AFTER.minusMillis(1));
        judge(START, behind("/a.log", 104, START, true));
        assertThat(stalls.all()).isEmpty();
        pass(Duration.ofMillis(1));
        judge(START, behind("/a.log", 104, START, true));
        assertThat(stalls.all()).hasSize(1);
    }

    @Test
    void neverTakesAnIdleFeedForOneThatStandsStill() {
        pass(Duration.ofDays(30));
        judge(START);
        assertThat(stalls.all()).isEmpty();
    }

    @Test
    void letsFilesWaitForTheirTurnWhileOthersGetOn() {
        pass(AFTER);
        judge(now, behind("/waits.log", 104, START, false), behind("/moves.log", 9, now, true));
        assertThat(stalls.all()).isEmpty();
    }

    @Test
    void findsAFileThatIsStuckWhileOthersGetOn() {
        pass(AFTER);
        judge(now, behind("/stuck.log", 104, START, true), behind("/moves.log", 9, now, true));
        assertThat(stalls.of("orders"))
                .hasValueSatisfying(stall -> assertThat(stall.what()).contains("/stuck.log"));
    }

    @Test
    void findsAReaderThatLooksAtNothingAnyMore() {
        pass(AFTER);
        stalls.judge("orders", new Backlog(START, START, 1, List.of()), () -> "");
        assertThat(stalls.of("orders")).hasValueSatisfying(stall -> assertThat(stall)
                .hasToString("Feed orders stands still since 2026-11-20T12:00:00Z: its files were not looked at"));
    }

    @Test
    void saysNothingOfAFeedThatHasNotStarted() {
        stalls.judge("orders", new Backlog(Instant.EPOCH, Instant.EPOCH, 0, List.of()), () -> "");
        assertThat(stalls.all()).isEmpty();
    }

    @Test
    void endsWhenTheFeedMoves() {
        pass(AFTER);
        judge(START, behind("/a.log", 104, START, true));
        judge(now, behind("/a.log", 52, now, true));
        assertThat(stalls.all()).isEmpty();
    }

    @Test
    void logsOneLineAtTheBeginningAndOneAtTheEnd() {
        try (CapturedLog log = CapturedLog.of(Stalls.class)) {
            pass(AFTER);
            for (int i = 0; i < 100; i++) {
                judge(START, behind("/a.log", 104, START, true));
                pass(Duration.ofSeconds(1));
            }
            judge(now, behind("/a.log", 52, now, true));
            judge(now);

            assertThat(log.lines())
                    .containsExactly(
                            "WARN Feed orders stands still since 2026-11-20T12:00:00Z: 104 bytes behind in /a.log."
                                    + " Last error: Firehose is away",
                            "INFO Feed orders moves again; it stood still since 2026-11-20T12:00:00Z");
        }
    }

    @Test
    void bringsReadinessDownAndNotLiveness() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            StallCheck check = new StallCheck(stalls);
            check.setCamelContext(camel);
            assertThat(check.isLiveness()).isFalse();
            assertThat(check.call(Map.of()).getState()).isEqualTo(HealthCheck.State.UP);
            pass(AFTER);
            judge(START, behind("/var/log/a\nb.log", 104, START, true));

            HealthCheck.Result result = check.call(Map.of());
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getMessage())
                    .hasValue("Feed orders stands still since 2026-11-20T12:00:00Z: 104 bytes behind in"
                            + " /var/log/a b.log. Last error: Firehose is away");
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void judge(Instant movedAt, Backlog.File... behind) {
        stalls.judge(
                "orders", new Backlog(now, movedAt, behind.length, Arrays.asList(behind)), () -> "Firehose is away");
    }

    private static Backlog.File behind(String path, long bytes, Instant movedAt, boolean isUnderWay) {
        return new Backlog.File(Path.of(path), bytes, movedAt, movedAt, isUnderWay);
    }

    private final class MovedClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC is the only zone here");
        }
    }
}
