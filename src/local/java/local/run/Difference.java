package local.run;

import java.util.List;

/**
 * How a table differs from what it should hold.
 *
 * @param table its name
 * @param rows rows that are missing or too many; one that is wrong counts as both
 * @param example one of them
 */
record Difference(String table, long rows, List<String> example) {

    @Override
    public String toString() {
        return "wrong       %,12d rows of %s, for example %s%n".formatted(rows, table, example);
    }
}
