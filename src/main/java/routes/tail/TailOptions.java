package routes.tail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import routes.delivery.FirehoseLimits;
import routes.text.EntryStart;

/**
 * The options of a {@code tail:} endpoint. Immutable.
 *
 * @param feed the feed, from the path of the URI: letters, digits, {@code _} and {@code -}, for it names a file
 * @param files globs, separated by commas
 * @param checkpoint directory of the checkpoint files
 * @param agentId names this host in the identity of its sources
 * @param scan time between two looks at directories and idle files
 * @param linger time that lines of a busy file wait for more, counted from the last batch of that file
 * @param inFlight batches unacknowledged at once
 * @param batch bytes at which a batch is full
 * @param budget bytes unacknowledged at once
 * @param catchUp bytes that a file may be behind with one batch under way at a time; further behind it has several
 * @param flush time that a stop goes on reading
 * @param grace time that a rotated file is watched after its last growth
 * @param skipHeaderLines lines at the start of each file that are not data
 * @param fingerprint bytes after the header that tell two files apart
 * @param entryStart where an entry of several lines begins; empty if each line is one
 * @param entryWait time without growth after which the last entry of a file counts as whole
 * @param unfinishedAfter time without growth after which a last line without newline is taken as it is; empty for never
 *     before the file is rotated
 * @param beginAtEnd whether files that are there when there is no checkpoint yet are begun at their end
 */
record TailOptions(
        String feed,
        String files,
        Path checkpoint,
        String agentId,
        Duration scan,
        Duration linger,
        int inFlight,
        int batch,
        long budget,
        long catchUp,
        Duration flush,
        Duration grace,
        int skipHeaderLines,
        int fingerprint,
        Optional<EntryStart> entryStart,
        Duration entryWait,
        Optional<Duration> unfinishedAfter,
        boolean beginAtEnd) {
    private static final Pattern FEED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    TailOptions {
        require(FEED.matcher(feed).matches(), "the feed after tail: must be letters, digits, _ or -, at most 64");
        require(!files.isBlank(), "files must name at least one file or glob");
        require(!agentId.isBlank(), "agentId must not be empty");
        require(scan.toMillis() >= 1, "scan must be 1 ms or more");
        require(!linger.isNegative(), "linger must not be negative");
        require(inFlight >= 1, "inFlight must be 1 or more");
        require(
                batch >= FirehoseLimits.FULL_RECORD_BYTES,
                "batch must be " + FirehoseLimits.FULL_RECORD_BYTES + " bytes or more, room for one record");
        require(budget >= batch, "budget must be " + batch + " bytes or more, room for one batch");
        require(catchUp >= 0, "catchUp must not be negative");
        require(!flush.isNegative(), "flush must not be negative");
        require(!grace.isNegative(), "grace must not be negative");
        require(skipHeaderLines >= 0, "skipHeaderLines must not be negative");
        require(fingerprint >= 16 && fingerprint <= 65_536, "fingerprint must be 16 to 65536 bytes");
        require(!entryWait.isNegative(), "entryWait must not be negative");
        require(
                unfinishedAfter.isEmpty() || !unfinishedAfter.get().isNegative(),
                "unfinishedAfter must not be negative");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("Option of tail: " + rule);
        }
    }
}
