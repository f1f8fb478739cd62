package local.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Columns that a line has beyond the documented ones, as when its writer was changed before its readers. No two lines of a
 * feed have the same, so that they can be told apart. Not thread-safe.
 */
final class ExtraColumns {
    private static final double SHARE = 0.005;

    /** More than the SQL keeps apart. */
    private static final int MANY = 20;

    private final Random random;
    private final Vocabulary vocabulary;
    private long count;

    ExtraColumns(Random random, Vocabulary vocabulary) {
        this.random = random;
        this.vocabulary = vocabulary;
    }

    /** Those of the next line: mostly none. */
    List<String> next() {
        if (random.nextDouble() >= SHARE) {
            return List.of();
        }
        count++;
        String reference = Csv.id("R-", count, 6);
        if (count % 16 == 0) {
            List<String> many = new ArrayList<>(Collections.nCopies(MANY, "x"));
            many.add(reference);
            return Collections.unmodifiableList(many);
        }
        return switch ((int) (count % 3)) {
            case 0 -> List.of("", reference);
            case 1 -> List.of(reference);
            default -> List.of(reference, vocabulary.product(random));
        };
    }
}
