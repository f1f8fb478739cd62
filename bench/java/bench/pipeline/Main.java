package bench.pipeline;

import bench.Machine;
import bench.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures, prints the table, and keeps it as {@code pipeline.md}, {@code pipeline.json} and {@code pipeline.svg}. */
public final class Main {
    private static final String NAME = "pipeline";

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments the directory to work in, the directory for the results, the commit that is measured
     */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(System.getProperty("bench.options", ""));
        Path output = Files.createDirectories(Path.of(arguments[1]));
        Path work = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "run");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("options", options.toString());
        StringBuilder text = new StringBuilder("# From a line to a mart on the local stack\n\n");
        try {
            StringBuilder figures = new StringBuilder();
            measure(options, work, output, figures, values);
            Map<String, String> machine = machine(arguments[2]);
            values.put("machine", machine);
            text.append("Written by `bench/pipeline`. MB is a million bytes; a line has ")
                    .append(OrderLog.lineBytes())
                    .append(".\n\n");
            machine.forEach((name, value) ->
                    text.append("- ").append(name).append(": ").append(value).append('\n'));
            Results.write(output, NAME, text.append(figures).toString(), values);
            System.out.println(Files.readString(output.resolve(NAME + ".md")));
        } finally {
            Results.delete(work);
        }
    }

    private static void measure(Options options, Path work, Path output, StringBuilder text, Map<String, Object> values)
            throws Exception {
        if (options.parts().contains("latency")) {
            Latency latency = Latency.measure(work.resolve("latency"), options.megabytes(), options.latencySeconds());
            values.put("latency", latency);
            write(text, latency, options);
        }
        if (options.parts().contains("sustained")) {
            Sustained sustained =
                    Sustained.measure(work.resolve("sustained"), (double) options.rate(), options.seconds());
            values.put("sustained", sustained);
            write(text, "Asked for " + options.rate() + " lines a second", sustained);
            Files.writeString(output.resolve(NAME + ".svg"), chart(sustained));
        }
        if (options.parts().contains("backlog")) {
            Backlog backlog = Backlog.measure(work.resolve("backlog"), options.objects());
            values.put("backlog", backlog);
            write(text, backlog);
        }
    }

    private static void write(StringBuilder text, Latency latency, Options options) {
        text.append(format(
                "%n## From line written to row visible%n%n%.1f MB/s for %d s, Firehose hints 5 MiB / 60 s, `claim.linger = 1s`:"
                        + " %,d rows in %d objects and %d batches.%n%n| | ms |%n|---|---|%n| mean | %.0f |%n| p50 | %.0f |%n"
                        + "| p99 | %.0f |%n| most | %.0f |%n",
                options.megabytes(),
                options.latencySeconds(),
                latency.rows(),
                latency.objects(),
                latency.batches(),
                latency.mean(),
                latency.percentiles().p50(),
                latency.percentiles().p99(),
                latency.percentiles().max()));
        latency.shares()
                .forEach((stage, mean) -> text.append(
                        format("| %s, mean | %.0f (%.0f %%) |%n", stage, mean, 100 * mean / latency.mean())));
    }

    private static void write(StringBuilder text, String what, Sustained run) {
        text.append(format(
                "%n## %s%n%n| | |%n|---|---|%n| lines written | %,d in %.0f s |%n| rows a second that became visible | %,.0f |%n"
                        + "| lines behind, by quarter of the time that counts | %s |%n"
                        + "| from the last line to the last row, s | %s |%n| processor of the application, s | %.0f |%n"
                        + "| its peak resident, MB | %.0f |%n| resident, MB, by quarter | %s |%n| open files, by quarter | %s |%n",
                what,
                run.lines(),
                run.samples().get(run.samples().size() - 1).second(),
                run.keptUp(),
                list(run.quarters(Sustained.Sample::behind)),
                Double.isNaN(run.drainSeconds()) ? "not waited for" : format("%.1f", run.drainSeconds()),
                run.cpuSeconds(),
                run.peakMegabytes(),
                list(run.quarters(Sustained.Sample::megabytes)),
                list(run.quarters(Sustained.Sample::files))));
    }

    private static void write(StringBuilder text, Backlog backlog) {
        text.append(format(
                "%n## A backlog of %,d objects%n%n| | |%n|---|---|%n| objects a second, the start of the process counted | %.0f |%n"
                        + "| batches | %d |%n| resident, MB, after each quarter | %s |%n| peak resident, MB | %.0f |%n",
                backlog.objects(),
                backlog.objects() / backlog.seconds(),
                backlog.batches(),
                list(backlog.megabytes()),
                backlog.peakMegabytes()));
        backlog.requests()
                .forEach((kind, each) -> text.append(format("| requests to S3 an object, %s | %.3f |%n", kind, each)));
    }

    private static String chart(Sustained run) {
        List<Chart.Point> behind = run.samples().stream()
                .map(sample -> new Chart.Point(sample.second(), sample.behind()))
                .toList();
        return Chart.svg(
                format("Lines written and not visible yet, at %.0f a second", run.rate()),
                "seconds",
                List.of(new Chart.Line("behind", "steelblue", behind)));
    }

    private static Map<String, String> machine(String commit) throws IOException {
        Map<String, String> machine = Machine.now(commit);
        machine.put(
                "heap",
                "stack and writer " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB, DuckDB's memory beside it; application " + Pipeline.HEAP);
        return machine;
    }

    private static String list(List<Double> values) {
        return values.stream().map(value -> format("%,.0f", value)).collect(Collectors.joining("; "));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
