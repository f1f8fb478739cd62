package routes;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a line in a log and a post to the marts, with the process killed at each request that it makes on the way: before the
 * request is served, and when it has been served but not answered. A new process finishes; the tables, the zones and the
 * ledger end up as if nothing had happened.
 */
class CrashIT {
    /** Of a start: as many as it makes before its first batch is under way. */
    private static final int REQUESTS_OF_A_START = 25;

    @TempDir
    private static Path directory;

    private static Crash crash;
    /** The one that finished what the last one had begun; it is the next to be killed. */
    private static Crash.Life process;

    @BeforeAll
    static void start() throws Exception {
        crash = new Crash(directory, Map.of("feed.events.metadata", "true"));
    }

    @AfterEach
    void endProcess() throws Exception {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        crash.close();
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenKilledBeforeARequestIsServed() throws Exception {
        return kills(Crash.Moment.BEFORE_IT_IS_SERVED);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenKilledBeforeAnAnswer() throws Exception {
        return kills(Crash.Moment.BEFORE_ITS_ANSWER);
    }

    @TestFactory
    Stream<DynamicTest> endsTheSameWhenKilledWhileItStarts() {
        return Boundaries.few(REQUESTS_OF_A_START).boxed().flatMap(number -> Stream.of(Crash.Moment.values())
                .map(moment -> DynamicTest.dynamicTest(
                        "request " + number + " of a start, " + moment, () -> killWhileItStarts(number, moment))));
    }

    private static Stream<DynamicTest> kills(Crash.Moment moment) throws Exception {
        process = crash.start(moment);
        int count = requestsOfOneRun();
        return Boundaries.few(count)
                .mapToObj(number ->
                        DynamicTest.dynamicTest("request " + number + " of " + count, () -> kill(number, moment)));
    }

    private static int requestsOfOneRun() throws Exception {
        // What a process does only once is behind it then.
        run();
        process.restartCount();
        run();
        return process.requests();
    }

    private static void run() throws Exception {
        try (CrashRun run = new CrashRun(crash)) {
            run.finish(process);
        }
    }

    private static void kill(int number, Crash.Moment moment) throws Exception {
        process.strikeAt(number);
        try (CrashRun run = new CrashRun(crash)) {
            killWhenStruck(process, number, moment);
            process = crash.start(moment);
            run.finish(process);
            System.out.println("Nothing lost, nothing doubled");
        }
    }

    private static void killWhileItStarts(int number, Crash.Moment moment) throws Exception {
        try (CrashRun run = new CrashRun(crash);
                Crash.Life first = crash.start(moment, number)) {
            killWhenStruck(first, number, moment);
            try (Crash.Life second = crash.start(moment)) {
                process = second;
                run.finish(process);
                System.out.println("Nothing lost, nothing doubled");
            }
        }
    }

    private static void killWhenStruck(Crash.Life struck, int number, Crash.Moment moment) throws Exception {
        try (struck) {
            struck.killWhenStruck();
            System.out.println("Killed at request " + number + ", " + moment + ": " + struck.struck());
        }
    }
}
