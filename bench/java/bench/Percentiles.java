package bench;

import java.util.List;
import java.util.Locale;

/**
 * How long some waited, in milliseconds, each by the nearest rank: the least value that so many of them do not exceed.
 *
 * @param count how many waited
 */
public record Percentiles(int count, double p50, double p99, double max) {
    /** Of at least one value. */
    public static Percentiles of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Percentiles(sorted.size(), at(sorted, 50), at(sorted, 99), at(sorted, 100));
    }

    private static double at(List<Double> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(rank - 1);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.0f, p99 %.0f, most %.0f ms (of %d)", p50, p99, max, count);
    }
}
