package bench.tail;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrived, held against what was written.
 *
 * @param missing lines that did not arrive
 * @param repeated lines that arrived again
 * @param overtaken records that arrived behind a later one of their file: calls under way together can overtake each other
 */
record Coverage(long missing, long repeated, long overtaken) {
    /**
     * Compares.
     *
     * @param pieces in the order of their arrival
     * @param files how many files there are
     * @param lines how many lines each has
     */
    static Coverage of(List<Piece> pieces, int files, long lines) {
        Map<Integer, Long> latest = new HashMap<>();
        long overtaken = 0;
        for (Piece piece : pieces) {
            Long before = latest.get(piece.file());
            overtaken += before != null && piece.first() < before ? 1 : 0;
            latest.merge(piece.file(), piece.first(), Math::max);
        }
        Map<Integer, Long> next = new HashMap<>();
        long repeated = 0;
        long arrived = 0;
        List<Piece> sorted = pieces.stream()
                .sorted(Comparator.comparingInt(Piece::file).thenComparingLong(Piece::first))
                .toList();
        for (Piece piece : sorted) {
            long expected = next.getOrDefault(piece.file(), 0L);
            long end = piece.first() + piece.count();
            long fresh = Math.max(0, end - Math.max(expected, piece.first()));
            arrived += fresh;
            repeated += piece.count() - fresh;
            next.put(piece.file(), Math.max(expected, end));
        }
        return new Coverage(files * lines - arrived, repeated, overtaken);
    }

    /** Whether every line arrived once. */
    boolean isWhole() {
        return missing == 0 && repeated == 0;
    }
}
