package bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Some measurements of one thing.
 *
 * @param median the middle one, or the mean of the middle two
 */
record Series(double median, double least, double most) {
    static Series of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Series(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    static Series of(List<BatchFigures> batches, ToDoubleFunction<BatchFigures> figure) {
        return of(batches.stream().map(figure::applyAsDouble).toList());
    }

    /** {@code 1.30 (1.21 to 1.52)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
    }
}
