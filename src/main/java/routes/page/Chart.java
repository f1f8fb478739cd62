package routes.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import routes.operate.BatchSummary;

/** Pictures of the latest batches over time, as SVG inside the page. Their figures stand in a table beside them. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 170;
    private static final int LEFT = 70;
    private static final int RIGHT = 10;
    private static final int TOP = 12;
    private static final int BOTTOM = 30;
    private static final double THIN = 3;
    private static final double DOT = 2.5;

    private Chart() {}

    /** Rows of each batch: a bar each, accepted rows below and rejected ones on top. */
    static Html throughput(List<BatchSummary> batches) {
        List<BatchSummary> shown =
                batches.stream().filter(batch -> batch.counts() != null).toList();
        double most = most(shown, batch -> batch.counts().rowsParsed());
        Stream<Html> bars = shown.stream().flatMap(batch -> {
            double x = x(shown, batch) - THIN / 2;
            double accepted = batch.counts().rowsAccepted() / most;
            double rejected = batch.counts().rowsRejected() / most;
            return Stream.of(bar("accepted", x, 0, accepted), bar("rejected", x, accepted, rejected));
        });
        return drawn(
                "rows",
                "Rows of each batch over time",
                "A bar for each of the latest " + shown.size()
                        + " batches: accepted rows, with rejected ones on top. The most" + " are "
                        + Words.count((long) most) + " rows.",
                shown,
                Words.count((long) most) + " rows",
                Html.of(bars));
    }

    /** How old the newest record of each batch was when it was loaded. */
    static Html freshness(List<BatchSummary> batches) {
        List<BatchSummary> shown =
                batches.stream().filter(batch -> age(batch) != null).toList();
        double most = most(shown, Chart::age);
        Function<BatchSummary, String> point = batch -> number(x(shown, batch)) + "," + number(y(age(batch) / most));
        Html line = Html.of(
                "<polyline class=\"line\" points=\"{}\"/>",
                String.join(" ", shown.stream().map(point).toList()));
        Stream<Html> dots = shown.stream()
                .map(batch -> Html.of(
                        "<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                        number(x(shown, batch)),
                        number(y(age(batch) / most)),
                        DOT));
        return drawn(
                "fresh",
                "Age of the newest record of each batch when it was loaded",
                "A point for each of the latest " + shown.size()
                        + " batches that brought records with times. The oldest was " + Words.count((long) most)
                        + " seconds old.",
                shown,
                Words.count((long) most) + " s",
                Html.of(Stream.concat(Stream.of(line), dots)));
    }

    /** In seconds; null if it is not measured. */
    static Double age(BatchSummary batch) {
        return batch.newestEventAt() == null || batch.loadedAt() == null
                ? null
                : Math.max(
                        0,
                        java.time.Duration.between(batch.newestEventAt(), batch.loadedAt())
                                        .toMillis()
                                / 1e3);
    }

    private static Html drawn(
            String id, String title, String description, List<BatchSummary> shown, String top, Html shapes) {
        if (shown.isEmpty()) {
            return Html.NONE;
        }
        return Html.of(
                """
                <figure>
                <figcaption>{}</figcaption>
                <svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">
                <title id="{}-t">{}</title>
                <desc id="{}-d">{}</desc>
                <line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>
                <text x="{}" y="{}" text-anchor="end">{}</text>
                <text x="{}" y="{}" text-anchor="end">0</text>
                <text x="{}" y="{}">{}</text>
                <text x="{}" y="{}" text-anchor="end">{}</text>
                {}
                </svg>
                </figure>
                """,
                title,
                WIDTH,
                HEIGHT,
                id,
                id,
                id,
                title,
                id,
                description,
                LEFT,
                HEIGHT - BOTTOM,
                WIDTH - RIGHT,
                HEIGHT - BOTTOM,
                LEFT - 6,
                TOP + 8,
                top,
                LEFT - 6,
                HEIGHT - BOTTOM,
                LEFT,
                HEIGHT - 8,
                Words.second(first(shown)),
                WIDTH - RIGHT,
                HEIGHT - 8,
                Words.second(last(shown)),
                shapes);
    }

    private static Html bar(String kind, double x, double from, double share) {
        return share <= 0
                ? Html.NONE
                : Html.of(
                        "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                        kind,
                        number(x),
                        number(y(from + share)),
                        number(THIN),
                        number(y(from) - y(from + share)));
    }

    private static double x(List<BatchSummary> shown, BatchSummary batch) {
        double span = last(shown).toEpochMilli() - first(shown).toEpochMilli();
        double room = WIDTH - LEFT - RIGHT - 2 * THIN;
        double share =
                span == 0 ? 1 : (batch.formedAt().toEpochMilli() - first(shown).toEpochMilli()) / span;
        return LEFT + THIN + share * room;
    }

    private static double y(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    /** The newest come first. */
    private static Instant first(List<BatchSummary> shown) {
        return shown.get(shown.size() - 1).formedAt();
    }

    private static Instant last(List<BatchSummary> shown) {
        return shown.get(0).formedAt();
    }

    private static double most(List<BatchSummary> shown, ToDoubleFunction<BatchSummary> number) {
        return Math.max(1, shown.stream().mapToDouble(number).max().orElse(1));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
