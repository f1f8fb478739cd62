package routes.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/** Opens files, and tells once for each of those that cannot be read. Belongs to the reader thread. */
final class Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

    /** How Linux words EMFILE and ENFILE, which Java passes on as text alone. */
    private static final String NO_DESCRIPTOR = "Too many open files";

    private final FileProblems problems;
    private boolean isAtLimit;
    private boolean hasToldLimit;

    Opener(FileProblems problems) {
        this.problems = problems;
    }

    /** Tries again what the limit of open files has refused before. */
    void beginRound() {
        isAtLimit = false;
    }

    /** Whether the limit of open files has not been met in this round. */
    boolean canOpenMore() {
        return !isAtLimit;
    }

    /** Opens a file, or returns null and tells why. */
    PlainContent open(Path path, Instant now) {
        try {
            PlainContent file = PlainContent.open(path);
            ended(path);
            return file;
        } catch (IOException e) {
            failed(path, e, now);
            return null;
        }
    }

    /** A file can be read. */
    void ended(Path path) {
        problems.ended(path);
    }

    /** Tells of a file that cannot be read, unless it was told before. */
    void failed(Path path, IOException e, Instant now) {
        boolean isNew = problems.failed(path, e, now);
        if (String.valueOf(e.getMessage()).contains(NO_DESCRIPTOR)) {
            isAtLimit = true;
            if (!hasToldLimit) {
                hasToldLimit = true;
                LOG.error(
                        "Cannot open {}: this process has as many files open as it may. The files that are open are"
                                + " read; the others wait. Allow more, at least one for each watched file and 200:"
                                + " LimitNOFILE= in the systemd unit, ulimit -n elsewhere.",
                        Printable.of(path));
            }
        } else if (isNew) {
            LOG.warn("Cannot read {}: {}. It is tried again at every scan.", Printable.of(path), Printable.of(e));
        }
    }
}
