package bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Some measurements of one thing.
 *
 * @param median the middle one, or the mean of the middle two
 */
public record Series(double median, double least, double most) {
    /** Of at least one value. */
    public static Series of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Series(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Of one figure of each measurement. */
    public static <T> Series of(List<T> measurements, ToDoubleFunction<T> figure) {
        return of(measurements.stream().map(figure::applyAsDouble).toList());
    }

    /** {@code 1.30 (1.21 to 1.52)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
    }

    /** The same without decimals: {@code 182 (175 to 190)}. */
    public String rounded() {
        return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", median, least, most);
    }
}
