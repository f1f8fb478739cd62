package bench.tail;

import bench.Machine;
import bench.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures, prints the tables, and keeps them as {@code tail.md} and {@code tail.json}. */
public final class Main {
    private static final String NAME = "tail";

    private Main() {}

    /**
     * Runs, in the directory of the project, whose jar has been packaged.
     *
     * @param arguments the directory to work in, the directory for the results, and the commit that is measured
     */
    public static void main(String[] arguments) throws Exception {
        Path output = Path.of(arguments[1]);
        Options options = Options.parse(System.getProperty("bench.options", ""));
        Path work = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "tail");
        AgentProcess.install();
        Map<String, List<Drain>> drains = new LinkedHashMap<>();
        List<LatencyBench.Result> latencies = new ArrayList<>();
        try (SinkProcess counting = SinkProcess.counting();
                SinkProcess checking = SinkProcess.checking()) {
            if (options.has("drain")) {
                drains.putAll(new TailBench(options, work, System.err).run(counting, checking));
            }
            LatencyBench latency = new LatencyBench(options.latencies());
            if (options.has("latency")) {
                latencies.add(latency.run(work, 10, options.idleSeconds(), checking));
            }
            if (options.has("idle")) {
                latencies.add(latency.run(work, options.idleFiles(), options.idleSeconds(), checking));
            }
        }
        Report report = new Report(machine(arguments[2], options), drains, latencies);
        Results.write(output, NAME, report.markdown(), report.values());
        System.out.println(report.markdown());
        // After a failure it stays, with the agents' logs.
        Results.delete(work);
    }

    private static Map<String, String> machine(String commit, Options options) throws IOException {
        Map<String, String> machine = Machine.now(commit);
        machine.put("lines", "%,d of %d bytes".formatted(options.lines(), Line.BYTES));
        machine.put("rounds", Integer.toString(options.rounds()));
        try (Stream<String> flags = Files.lines(Path.of("packaging", "agent.jvm"))) {
            machine.put(
                    "flags of the agent",
                    flags.filter(line -> !line.startsWith("#")).collect(Collectors.joining(" ")));
        }
        return machine;
    }
}
