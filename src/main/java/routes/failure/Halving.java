package routes.failure;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the bad ones among many by asking about halves: few questions when few are bad. */
final class Halving {
    private Halving() {}

    /** The items for which, asked alone, the answer is no. */
    static <T> List<T> culprits(List<T> items, Predicate<List<T>> isGood) {
        if (items.isEmpty() || isGood.test(items)) {
            return List.of();
        }
        if (items.size() == 1) {
            return items;
        }
        int middle = items.size() / 2;
        return Stream.concat(
                        culprits(items.subList(0, middle), isGood).stream(),
                        culprits(items.subList(middle, items.size()), isGood).stream())
                .toList();
    }
}
