package routes.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import routes.delivery.FirehoseLimits;

/**
 * How files are tailed.
 *
 * @param checkpoint directory on a disk that survives a restart; holds, for each feed, how far its files have been
 *     delivered
 * @param agentId names this host among those that tail; part of the identity of each file it reads; the host's name if it is not set
 * @param scan how often directories are listed and idle files looked at; a longer time costs less and sees new lines
 *     later
 * @param linger how long the lines of a busy file wait for company; a longer time makes fewer, larger calls
 * @param inFlight how many batches may be on their way at once
 * @param budget bytes that may be read and not yet acknowledged; bounds memory
 * @param catchUp bytes that a file may be behind with one batch under way at a time, which keeps its lines in order;
 *     further behind it has several
 * @param flush how long a stop goes on reading what is in the files
 * @param grace how long a renamed or deleted file is watched after its last growth
 * @param fingerprint bytes at the start of a file, after its header, that tell it from another with the same inode
 * @param entryWait how long the last entry of several lines waits for more of them
 * @param unfinishedAfter how long a last line without newline waits for more; until its file is rotated if it is not set
 * @param stallAfter how long files may be behind without anything being acknowledged before the agent is not ready
 */
public record TailSettings(
        Path checkpoint,
        Optional<String> agentId,
        Duration scan,
        Duration linger,
        int inFlight,
        ByteSize budget,
        ByteSize catchUp,
        Duration flush,
        Duration grace,
        ByteSize fingerprint,
        Duration entryWait,
        Optional<Duration> unfinishedAfter,
        Duration stallAfter) {
    /** What tells two files apart must be more than chance, and is read at each look at an unknown file. */
    private static final ByteSize LEAST_FINGERPRINT = new ByteSize(16);

    private static final ByteSize MOST_FINGERPRINT = new ByteSize(64 * 1024);

    public TailSettings {
        AtLeast.check("tail.scan", scan, AtLeast.SHORTEST);
        AtLeast.check("tail.in-flight", inFlight, 1);
        // Room for one batch.
        AtLeast.check("tail.budget", budget, new ByteSize(FirehoseLimits.FULL_BATCH_BYTES));
        AtLeast.check("tail.fingerprint", fingerprint, LEAST_FINGERPRINT);
        if (fingerprint.bytes() > MOST_FINGERPRINT.bytes()) {
            throw new IllegalArgumentException(
                    "tail.fingerprint is " + fingerprint + ": expected " + MOST_FINGERPRINT + " or less");
        }
        AtLeast.check("tail.stall-after", stallAfter, Duration.ofSeconds(1));
    }
}
