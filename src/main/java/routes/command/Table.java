package routes.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns as wide as their widest cell; nothing is cut. Used by one thread. */
final class Table {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private final List<String[]> rows = new ArrayList<>();
    private Set<Integer> right = Set.of();

    Table(String... head) {
        rows.add(head);
    }

    /** Aligns columns, counted from zero, to the right. */
    void alignRight(Integer... columns) {
        right = Set.of(columns);
    }

    void add(String... cells) {
        rows.add(cells);
    }

    /** Whether there is nothing below the head. */
    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** A number of bytes for people: exact below 1 KiB, else to one decimal. */
    static String bytes(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double number = bytes;
        int unit = -1;
        while (number >= STEP) {
            number /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", number, UNITS[unit]);
    }

    @Override
    public String toString() {
        int columns = rows.get(0).length;
        int[] widths = IntStream.range(0, columns)
                .map(column ->
                        rows.stream().mapToInt(row -> width(row[column])).max().orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private String line(String[] row, int[] widths) {
        return IntStream.range(0, row.length)
                .mapToObj(column -> {
                    String space = " ".repeat(widths[column] - width(row[column]));
                    return right.contains(column) ? space + row[column] : row[column] + space;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
