package routes.tail;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the content of a source begins, compared again and again: when it begins differently, its file has been truncated
 * and written anew. Belongs to the reader thread.
 */
final class Beginning {
    /** Time after which a file that has not grown is compared again: it may have been rewritten at the same size. */
    private static final Duration IDLE_CHECK = Duration.ofSeconds(10);

    /** The longest such time; it is doubled each time that nothing has changed. */
    private static final Duration IDLE_CHECK_LIMIT = Duration.ofMinutes(3);

    private final Content content;
    private final int window;
    private final String header;
    private Fingerprint fingerprint;
    /** In milliseconds since 1970 UTC. */
    private long nextCheck;

    private Duration pause = IDLE_CHECK;

    private Beginning(Content content, int window, Fingerprint fingerprint, String header) {
        this.content = content;
        this.window = window;
        this.fingerprint = fingerprint;
        this.header = header;
    }

    /**
     * Takes it from what is there.
     *
     * @param from offset in bytes after the header
     * @return empty if there is nothing behind the header yet
     */
    static Optional<Beginning> of(Content content, LineReader reader, long from, int window) throws IOException {
        Fingerprint fingerprint = Fingerprint.of(content, from, window);
        return fingerprint.length() == 0
                ? Optional.empty()
                : Optional.of(new Beginning(content, window, fingerprint, reader.text(content, from)));
    }

    /** Takes it from a checkpoint, if the content still begins so. */
    static Optional<Beginning> resume(Content content, LineReader reader, Fingerprint saved, int window)
            throws IOException {
        Optional<Fingerprint> same = saved.verify(content, window);
        return same.isEmpty()
                ? Optional.empty()
                : Optional.of(new Beginning(content, window, same.get(), reader.text(content, saved.from())));
    }

    /** Compares the content with its beginning, which grows with it up to the window. */
    boolean isUnchanged(Instant now) throws IOException {
        Optional<Fingerprint> same = fingerprint.verify(content, window);
        fingerprint = same.orElse(fingerprint);
        pause = IDLE_CHECK;
        nextCheck = now.plus(pause).toEpochMilli();
        return same.isPresent();
    }

    /** As {@link #isUnchanged}, but for a file that does not grow: only now and then, ever less often. */
    boolean isUnchangedIfDue(Instant now) throws IOException {
        if (!isDue(now.toEpochMilli())) {
            return true;
        }
        Duration former = pause;
        boolean isUnchanged = isUnchanged(now);
        pause = former.multipliedBy(2).compareTo(IDLE_CHECK_LIMIT) < 0 ? former.multipliedBy(2) : IDLE_CHECK_LIMIT;
        nextCheck = now.plus(pause).toEpochMilli();
        return isUnchanged;
    }

    /** Whether it is time to compare a file that does not grow. */
    boolean isDue(long now) {
        return now >= nextCheck;
    }

    /** Whether so few bytes cannot hold the beginning. */
    boolean isLongerThan(long size) {
        return size < fingerprint.from() + fingerprint.length();
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The header as text. */
    String header() {
        return header;
    }
}
