package routes.tail;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.Outgoing;

/** How far behind files are said to be, with a reader that the test steps and a clock that it moves. */
class BacklogWatchTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path root;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private Instant now = START;
    private Path log;
    private Sources sources;
    private TailCounters counters;
    private TailReader reader;

    @BeforeEach
    void open() throws IOException {
        log = root.resolve("app.log");
        TailEndpoint endpoint = camel.getEndpoint(
                "tail:app?files=" + root + "/*.log&checkpoint=" + root
                        + "/checkpoints&agentId=a&scan=1s&linger=0&catchUp=0",
                TailEndpoint.class);
        counters = endpoint.counters();
        sources = new Sources(endpoint.options(), counters);
        reader = new TailReader(endpoint.options(), counters, sources, new Held(), new MovedClock());
    }

    @AfterEach
    void close() throws IOException {
        sources.close();
        camel.close();
    }

    @Test
    void isNotBehindWhereEverythingIsAcknowledged() throws IOException {
        append("a\n");
        pass();
        acknowledge();
        pass();
        assertThat(backlog().bytes()).isZero();
        assertThat(backlog().millisBehind(now)).isZero();
        assertThat(backlog().files()).isEqualTo(1);
    }

    @Test
    void growsOlderWhileNothingIsAcknowledged() throws IOException {
        append("a\n");
        for (int i = 0; i <= 10; i++) {
            pass();
        }
        assertThat(backlog().bytes()).isEqualTo(2);
        assertThat(backlog().millisBehind(now)).isEqualTo(10_000);
        assertThat(backlog().behind()).singleElement().satisfies(file -> {
            assertThat(file.isUnderWay()).isTrue();
            assertThat(file.movedAt()).isEqualTo(START.plusSeconds(1));
        });
    }

    @Test
    void lagsByWhatItTakesToDeliverThoughTheFileNeverRests() throws IOException {
        // Each line is acknowledged three scans after it was written, while others are written.
        for (int i = 0; i < 60; i++) {
            append("line " + i + "\n");
            pass();
            if (i >= 3) {
                acknowledge();
            }
        }
        assertThat(backlog().bytes()).isPositive();
        assertThat(backlog().millisBehind(now)).isBetween(3_000L, 7_000L);
    }

    @Test
    void doesNotCountTheTimeAWriterTakesToEndALine() throws IOException {
        append("a\nb");
        pass();
        acknowledge();
        for (int i = 0; i < 100; i++) {
            pass();
        }
        assertThat(backlog().bytes()).isEqualTo(1);
        assertThat(backlog().millisBehind(now)).isZero();
        assertThat(backlog().behind()).singleElement().satisfies(file -> {
            assertThat(file.movedAt()).isEqualTo(now);
            assertThat(file.isUnderWay()).isFalse();
        });
    }

    @Test
    void tellsSinceWhenAFileCannotBeReadAndWhy() {
        FileProblems problems = new FileProblems();
        assertThat(problems.failed(log, new IOException("no\nway"), START)).isTrue();
        assertThat(problems.failed(log, new IOException("again"), now.plusSeconds(9)))
                .isFalse();
        assertThat(problems.all().get(log.toString()).sinceMillis()).isEqualTo(START.toEpochMilli());
        assertThat(problems.all().get(log.toString()).message()).endsWith("no way");
        problems.keepOnly(log::equals);
        assertThat(problems.all()).hasSize(1);
        problems.ended(log);
        assertThat(problems.all()).isEmpty();
    }

    private Backlog backlog() {
        return counters.backlog();
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, CREATE, APPEND);
    }

    private void pass() throws IOException {
        now = now.plus(Duration.ofSeconds(1));
        while (reader.pass(now)) {
            // More may be found at once.
        }
    }

    private void acknowledge() {
        underWay.removeFirst().run();
    }

    /** Holds ranges until the test has them acknowledged, in order. */
    private final class Held implements TailReader.Deliverer {
        @Override
        public long room() {
            return 1_000_000;
        }

        @Override
        public void deliver(Outgoing outgoing, Runnable acknowledge) {
            underWay.add(() -> {
                acknowledge.run();
                counters.acknowledged.addAndGet(outgoing.bytes());
                counters.inFlight.addAndGet(-outgoing.bytes());
            });
        }
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
