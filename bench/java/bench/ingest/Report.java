package bench.ingest;

import bench.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures as Markdown and as values for JSON. */
final class Report {
    private final Map<String, String> machine;
    private final Map<String, List<IngestBench.Figures>> figures;

    /** Takes what the figures depend on, and what was measured, by name. */
    Report(Map<String, String> machine, Map<String, List<IngestBench.Figures>> figures) {
        this.machine = machine;
        this.figures = figures;
    }

    /** What the text says, with every measurement. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("machine", machine);
        values.put("figures", figures);
        return values;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("""
                # How many events a gateway takes

                Written by `bench/ingest`: median of the rounds (least to most). The gateway answers 202 once Kinesis has
                stored the events, here a local one in a process of its own. The bare server answers at once and stores
                nothing; the SDK alone puts each event as a record, with no server before it. All of it, and what posts,
                shares the machine.

                """);
        machine.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        for (Posts posts : IngestBench.KINDS) {
            table(text, posts);
        }
        return text.toString();
    }

    private void table(StringBuilder text, Posts posts) {
        text.append(String.format(Locale.ROOT, "%n## %s, %d connections%n%n", posts, posts.connections()));
        text.append("| | events/s | posts/s | p50, ms | p99, ms | most, ms | processor an event, µs |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        figures.forEach((name, all) -> {
            List<IngestBench.Figures> own = all.stream()
                    .filter(found -> found.events() == posts.events())
                    .toList();
            boolean isPosted = !name.equals(IngestBench.SDK);
            text.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(Series.of(own, IngestBench.Figures::eventsPerSecond).rounded())
                    .append(" | ")
                    .append(Series.of(own, IngestBench.Figures::postsPerSecond).rounded());
            List<ToDoubleFunction<IngestBench.Figures>> others = List.of(
                    IngestBench.Figures::p50,
                    IngestBench.Figures::p99,
                    IngestBench.Figures::max,
                    IngestBench.Figures::cpuMicros);
            others.forEach(other -> text.append(" | ").append(isPosted ? Series.of(own, other) : ""));
            text.append(" |\n");
        });
    }
}
