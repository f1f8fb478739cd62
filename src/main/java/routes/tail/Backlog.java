package routes.tail;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What of a feed's files is not acknowledged, as of one scan. Immutable.
 *
 * @param scannedAt when the files were looked at
 * @param movedAt when bytes of any of them were acknowledged last, as far as scans have seen
 * @param files how many files are open
 * @param behind those with bytes that are not acknowledged
 */
public record Backlog(Instant scannedAt, Instant movedAt, int files, List<File> behind) {
    /** Copies the list. */
    public Backlog {
        behind = List.copyOf(behind);
    }

    /**
     * A file with bytes that are not acknowledged.
     *
     * @param path where it was seen last
     * @param bytes how many
     * @param deliveredUntil everything that was in the file at this time has been acknowledged; it lags behind by as much
     *     as the file itself, and is the time of the scan for a file that only waits for its writer to end a line
     * @param movedAt when bytes of it were acknowledged last or it waited for its writer
     * @param isUnderWay whether some of the bytes have been read and handed over
     */
    public record File(Path path, long bytes, Instant deliveredUntil, Instant movedAt, boolean isUnderWay) {}

    static Backlog none(Instant now) {
        return new Backlog(now, now, 0, List.of());
    }

    /** Bytes not acknowledged. */
    public long bytes() {
        return behind.stream().mapToLong(File::bytes).sum();
    }

    /** How long ago the files were all delivered as they were then, in milliseconds; 0 if nothing is behind. */
    public long millisBehind(Instant now) {
        return behind.stream()
                .filter(file -> file.deliveredUntil().isBefore(scannedAt))
                .mapToLong(file -> now.toEpochMilli() - file.deliveredUntil().toEpochMilli())
                .max()
                .orElse(0);
    }
}
