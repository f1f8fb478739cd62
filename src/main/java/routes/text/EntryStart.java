package routes.text;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an entry of several lines begins: at each line whose beginning matches a pattern. A line over which the pattern goes
 * back and forth too long begins none, which is told once. Safe for any number of threads.
 */
public final class EntryStart {
    /** Bytes of a line that the pattern is held against. */
    public static final int LOOKED_AT = 1024;

    /** Characters of a line that a match may read, those it reads again included: some milliseconds. */
    static final int MAX_READS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(EntryStart.class);

    private final Pattern pattern;
    private final AtomicBoolean isTold = new AtomicBoolean();

    /** Takes the pattern that is held against the beginning of a line. */
    public EntryStart(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Whether the line with these bytes is the first of an entry. Bytes that are not UTF-8 match nothing but wildcards. */
    public boolean isAt(byte[] data, int from, int to) {
        int length = Math.min(to - from, LOOKED_AT);
        String text = new String(data, from, length, StandardCharsets.UTF_8);
        try {
            return pattern.matcher(new CountedText(text, MAX_READS)).lookingAt();
        } catch (CountedText.TooManyReadsException | StackOverflowError e) {
            if (!isTold.getAndSet(true)) {
                LOG.warn(
                        "The multi-line-start-pattern {} takes too long or too much memory for a line, which is taken for"
                                + " no start of an entry; others like it are too, without another message. Let the"
                                + " pattern say what an entry begins with and no more: leave out .* and repetitions of"
                                + " repetitions.",
                        Printable.of(pattern));
            }
            return false;
        }
    }
}
