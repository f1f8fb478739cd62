package bench.tail;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast files are drained: by the ceiling, and by the agent from one file and from many, as it stands and as JSON. */
final class TailBench {
    static final String CEILING = "ceiling, sockets";
    static final String CLIENT = "ceiling, HTTP client";
    static final String SDK = "ceiling, AWS SDK";
    static final String AGENT = "agent, 1 file";
    static final String CSV = "agent, 1 file, CSVTOJSON";

    private static final Map<String, String> TO_JSON =
            Map.of("format", "CSVTOJSON", "custom-field-names", Line.COLUMNS);

    private final Options options;
    private final Path dir;
    private final PrintStream progress;
    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private int homes;

    /**
     * @param files what to send
     * @param ceiling how the ceiling posts, or null for the agent
     * @param feed properties of the agent's feed
     */
    private record Subject(LogFiles files, String ceiling, Map<String, String> feed) {}

    TailBench(Options options, Path dir, PrintStream progress) {
        this.options = options;
        this.dir = dir;
        this.progress = progress;
    }

    /** The name of a measurement with so many files. */
    static String agent(int files) {
        return files == 1 ? AGENT : "agent, " + String.format(Locale.ROOT, "%,d", files) + " files";
    }

    /** Drains everything in turn, as often as there are rounds. */
    Map<String, List<Drain>> run(SinkProcess counting, SinkProcess checking) throws Exception {
        LogFiles one = LogFiles.write(dir.resolve("files-1"), 1, options.lines());
        subjects.put(CEILING, new Subject(one, Ceiling.SOCKETS, Map.of()));
        subjects.put(CLIENT, new Subject(one, Ceiling.CLIENT, Map.of()));
        subjects.put(SDK, new Subject(one, Ceiling.SDK, Map.of()));
        subjects.put(AGENT, new Subject(one, null, Map.of()));
        if (options.has("csv")) {
            subjects.put(CSV, new Subject(one, null, TO_JSON));
        }
        if (options.has("files")) {
            for (int files : List.of(10, 1_000)) {
                LogFiles many = LogFiles.write(dir.resolve("files-" + files), files, options.lines() / files);
                subjects.put(agent(files), new Subject(many, null, Map.of()));
            }
        }
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (Map.Entry<String, Subject> subject : subjects.entrySet()) {
            bytes.put(subject.getKey(), check(subject.getKey(), subject.getValue(), checking));
        }
        Map<String, List<Drain>> drains = new LinkedHashMap<>();
        for (int round = 0; round < options.rounds(); round++) {
            for (Map.Entry<String, Subject> subject : subjects.entrySet()) {
                String name = subject.getKey();
                Drain drain = drain(subject.getValue(), counting);
                require(
                        drain.bytes() == bytes.get(name),
                        name + " sent " + drain.bytes() + " bytes, and " + bytes.get(name)
                                + " when every line was looked at");
                drains.computeIfAbsent(name, key -> new ArrayList<>()).add(drain);
                tell(name, round, drain);
            }
        }
        return drains;
    }

    /** Every line arrives once; returns how many bytes that takes. */
    private long check(String name, Subject subject, SinkProcess sink) throws Exception {
        Drain drain = drain(subject, sink);
        LogFiles files = subject.files();
        Coverage coverage = Coverage.of(sink.figuresWithLines().pieces(), files.files(), files.lines());
        require(coverage.isWhole(), name + ": " + coverage);
        progress.printf("%s: every line arrived once; %d records were overtaken%n", name, coverage.overtaken());
        return drain.bytes();
    }

    private Drain drain(Subject subject, SinkProcess sink) throws Exception {
        LogFiles files = subject.files();
        Path home = dir.resolve("home-" + homes++);
        return new Watch(sink)
                .drain(
                        files.bytes(),
                        () -> subject.ceiling() != null
                                ? CeilingProcess.start(files.path(0), sink, subject.ceiling())
                                : AgentProcess.start(home, files.glob(), sink, subject.feed()));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    private void tell(String name, int round, Drain drain) {
        progress.printf(
                Locale.ROOT,
                "%s %d: %.0f MB/s, %.1f s of processor, %.0f MB%n",
                name,
                round + 1,
                drain.rate(),
                drain.cpuSeconds(),
                drain.peakMegabytes());
    }
}
