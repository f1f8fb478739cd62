package bench.warehouse;

import bench.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures as Markdown and as values for JSON. */
final class Report {
    private final Map<String, String> machine;
    private final List<WarehouseBench.Result> results;

    /**
     * @param machine what the figures depend on, by name
     */
    Report(Map<String, String> machine, List<WarehouseBench.Result> results) {
        this.machine = machine;
        this.results = results;
    }

    /** What the text says, with every batch. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("machine", machine);
        values.put("results", results);
        return values;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# What a batch costs on the local stack\n\n");
        text.append("Written by `bench/warehouse`. Seconds: median of the batches (least to most).\n\n");
        machine.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        for (WarehouseBench.Result result : results) {
            text.append("\n## Ids: ").append(result.ids().label()).append("\n\n");
            steps(text, result);
            ratios(text, result);
        }
        return text.toString();
    }

    private static void steps(StringBuilder text, WarehouseBench.Result result) {
        text.append("| step | 0 to 1 M, with customers | from 1 M | from 5 M |\n|---|---|---|---|\n");
        Steps.NAMES.forEach(
                step -> row(text, step, result, batch -> batch.seconds().get(step)));
        row(text, "**transaction**", result, BatchFigures::transaction);
        row(text, "**batch**", result, BatchFigures::total);
        row(text, "processor, warehouse and S3", result, BatchFigures::cpu);
        text.append("\nScripts that take most of the transaction, from 5 M:\n\n");
        dearest(result.large()).forEach(script -> text.append("- `")
                .append(script)
                .append("` ")
                .append(Series.of(result.large(), batch -> batch.scripts().getOrDefault(script, 0.0)))
                .append('\n'));
        text.append("\nStatements a batch: ")
                .append(result.filling().get(0).statements())
                .append(" with orders and customers, ")
                .append(result.large().get(0).statements())
                .append(" with orders alone, as control.batch_steps counts them.\n\n");
    }

    private static void row(
            StringBuilder text, String name, WarehouseBench.Result result, ToDoubleFunction<BatchFigures> figure) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s |%n",
                name,
                Series.of(result.filling(), figure),
                Series.of(result.small(), figure),
                Series.of(result.large(), figure)));
    }

    private static List<String> dearest(List<BatchFigures> batches) {
        return batches.get(0).scripts().keySet().stream()
                .sorted((a, b) -> Double.compare(median(batches, b), median(batches, a)))
                .limit(6)
                .toList();
    }

    private static double median(List<BatchFigures> batches, String script) {
        return Series.of(batches, batch -> batch.scripts().getOrDefault(script, 0.0))
                .median();
    }

    private static void ratios(StringBuilder text, WarehouseBench.Result result) {
        text.append("| ratio, batch by batch | median (least to most) |\n|---|---|\n");
        ratio(text, "transaction, 5 M to 1 M", paired(result, BatchFigures::transaction));
        ratio(text, "batch, 5 M to 1 M", paired(result, BatchFigures::total));
        ratio(text, "processor, 5 M to 1 M", paired(result, BatchFigures::cpu));
        ratio(
                text,
                "transaction to DuckDB reading the same files, 0 to 1 M",
                result.filling().stream()
                        .map(batch -> batch.transaction() / batch.reference())
                        .toList());
    }

    private static List<Double> paired(WarehouseBench.Result result, ToDoubleFunction<BatchFigures> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < result.small().size(); i++) {
            ratios.add(figure.applyAsDouble(result.large().get(i))
                    / figure.applyAsDouble(result.small().get(i)));
        }
        return ratios;
    }

    private static void ratio(StringBuilder text, String name, List<Double> ratios) {
        text.append("| ").append(name).append(" | ").append(Series.of(ratios)).append(" |\n");
    }
}
