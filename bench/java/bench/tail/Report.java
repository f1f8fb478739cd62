package bench.tail;

import bench.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figures as Markdown and as values for JSON. */
final class Report {
    private final Map<String, String> machine;
    private final Map<String, List<Drain>> drains;
    private final List<LatencyBench.Result> latencies;

    /**
     * @param machine what the figures depend on, by name
     * @param drains what was measured, by name, one of each round
     */
    Report(Map<String, String> machine, Map<String, List<Drain>> drains, List<LatencyBench.Result> latencies) {
        this.machine = machine;
        this.drains = drains;
        this.latencies = latencies;
    }

    /** What the text says, with every measurement. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("machine", machine);
        values.put("drains", drains);
        values.put("latencies", latencies);
        return values;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# How fast an agent sends\n\nWritten by `bench/tail`: median of the "
                + "rounds (least to most). MB is a million bytes.\n\n");
        machine.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        if (!drains.isEmpty()) {
            ratios(text);
            figures(text);
        }
        if (!latencies.isEmpty()) {
            text.append("""

                    | files watched | % of a core while idle | a line written alone reaches the sink |
                    |---|---|---|
                    """);
            latencies.forEach(result -> text.append("| %,d | %s | %s |%n"
                    .formatted(
                            result.files(),
                            Double.isNaN(result.cpuPercent()) ? "" : "%.2f".formatted(result.cpuPercent()),
                            result.delays())));
        }
        return text.toString();
    }

    private void ratios(StringBuilder text) {
        text.append("\n| ratio, round by round | median (least to most) |\n|---|---|\n");
        for (String ceiling : List.of(TailBench.CLIENT, TailBench.SDK, TailBench.CEILING)) {
            ratio(text, "MB/s, agent to " + ceiling, TailBench.AGENT, ceiling, Drain::rate);
            ratio(text, "processor, agent to " + ceiling, TailBench.AGENT, ceiling, Drain::cpuSeconds);
            ratio(
                    text,
                    "processor once it sends, agent to " + ceiling,
                    TailBench.AGENT,
                    ceiling,
                    Drain::cpuSecondsSending);
        }
        ratio(text, "MB/s, CSVTOJSON to raw", TailBench.CSV, TailBench.AGENT, Drain::rate);
        ratio(text, "MB/s, 10 files to 1", TailBench.agent(10), TailBench.AGENT, Drain::rate);
        ratio(text, "MB/s, 1,000 files to 1", TailBench.agent(1_000), TailBench.AGENT, Drain::rate);
    }

    private void ratio(StringBuilder text, String name, String of, String to, ToDoubleFunction<Drain> figure) {
        if (!drains.containsKey(of) || !drains.containsKey(to)) {
            return;
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < drains.get(of).size(); i++) {
            ratios.add(figure.applyAsDouble(drains.get(of).get(i))
                    / figure.applyAsDouble(drains.get(to).get(i)));
        }
        text.append("| ").append(name).append(" | ").append(Series.of(ratios)).append(" |\n");
    }

    private void figures(StringBuilder text) {
        text.append("\n| | ").append(String.join(" | ", drains.keySet())).append(" |\n|---|");
        text.append("---|".repeat(drains.size())).append('\n');
        row(text, "MB/s of the files", drain -> series(drain, Drain::rate).rounded());
        row(text, "with the time to start", drain -> series(drain, Drain::rateFromStart)
                .rounded());
        row(text, "lines/s, thousands", drain -> series(drain, figure -> figure.linesPerSecond() / 1e3)
                .rounded());
        row(text, "processor, s", drain -> series(drain, Drain::cpuSeconds).toString());
        row(text, "once it sends, s", drain -> series(drain, Drain::cpuSecondsSending)
                .toString());
        row(text, "processor of the sink, s", drain -> series(drain, Drain::sinkCpuSeconds)
                .toString());
        row(text, "peak resident, MB", drain -> series(drain, Drain::peakMegabytes)
                .rounded());
        row(text, "billed / real bytes", drain -> "%.3f"
                .formatted(series(drain, Drain::billedRatio).most()));
        row(text, "calls", drain -> series(drain, Drain::calls).rounded());
        row(text, "records", drain -> series(drain, Drain::records).rounded());
    }

    private static Series series(List<Drain> drains, ToDoubleFunction<Drain> figure) {
        return Series.of(drains, figure);
    }

    private void row(StringBuilder text, String name, Function<List<Drain>, String> figure) {
        text.append("| ").append(name);
        drains.values().forEach(measured -> text.append(" | ").append(figure.apply(measured)));
        text.append(" |\n");
    }
}
