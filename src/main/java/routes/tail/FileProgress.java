package routes.tail;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far one file has been delivered, by its checkpoint and by what is on the disk now.
 *
 * @param path where it is, or was seen last
 * @param state how it was found
 * @param size its bytes now, of a compressed file those that it says to hold; empty if it is gone or cannot be opened
 * @param position everything before it, in bytes, has been delivered; empty if the checkpoint does not know the file
 * @param behind bytes that have not been delivered; empty if that cannot be said
 * @param lastSeen when an agent saw it last, to the hour
 * @param problem why it cannot be read, if the agent last said so
 */
public record FileProgress(
        String path,
        State state,
        OptionalLong size,
        OptionalLong position,
        OptionalLong behind,
        Optional<Instant> lastSeen,
        Optional<Problem> problem) {

    /** How a file was found. */
    public enum State {
        /** The checkpoint knows it and it is where it was. */
        KNOWN,
        /** The checkpoint knows it under another name, beside which it was found. */
        RENAMED,
        /** It is shorter than what has been delivered of it, and is read from its start. */
        TRUNCATED,
        /** It matches, and the checkpoint does not know it (yet): it is empty, or no agent has read it. */
        NEW,
        /** The checkpoint knows it, and it was not found, or something else has taken its place since. */
        GONE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
