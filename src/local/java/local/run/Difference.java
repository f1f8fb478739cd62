package local.run;

import java.util.Collection;
import java.util.List;

/**
 * How a table differs from what it should hold; a row that is wrong is missing as it should be and too much as it is.
 *
 * @param table its name
 * @param missing rows that it should hold
 * @param tooMuch rows that it should not hold, or not as often
 */
public record Difference(String table, Collection<List<String>> missing, Collection<List<String>> tooMuch) {

    /** Both together. */
    public long rows() {
        return (long) missing.size() + tooMuch.size();
    }

    @Override
    public String toString() {
        return "wrong       %,12d rows of %s: missing %,d%s, too much %,d%s%n"
                .formatted(rows(), table, missing.size(), example(missing), tooMuch.size(), example(tooMuch));
    }

    private static String example(Collection<List<String>> rows) {
        return rows.stream().findFirst().map(row -> " such as " + row).orElse("");
    }
}
