package routes.tail;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * Where a file is, since when it is rotated, and when it grew last. A rotated file is still written to for a moment, by a
 * writer that has not moved on; the grace period is for that. Belongs to the reader thread.
 */
final class Rotation {
    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

    private final Duration grace;
    private Path path;
    private Instant rotatedAt;
    private Instant grownAt;

    Rotation(Duration grace, Path path, Instant now) {
        this.grace = grace;
        this.path = path;
        this.grownAt = now;
    }

    /** Where a listing has found the file, or null if it has a name that is not looked for, or none. */
    void seenAt(Path found, Instant now) {
        if (found == null) {
            rotatedAt = rotatedAt == null ? now : rotatedAt;
        } else if (!found.equals(path)) {
            LOG.info("{} was renamed to {}", Printable.of(path), Printable.of(found));
            path = found;
            rotatedAt = now;
        }
    }

    void rotated(Instant now) {
        rotatedAt = now;
    }

    void grew(Instant now) {
        grownAt = now;
    }

    boolean isRotated() {
        return rotatedAt != null;
    }

    /** Whether it is rotated and nobody is going to write to it any more. */
    boolean isOver(Instant now) {
        if (rotatedAt == null) {
            return false;
        }
        Instant quietSince = rotatedAt.isAfter(grownAt) ? rotatedAt : grownAt;
        return !now.isBefore(quietSince.plus(grace));
    }

    /** Whether it has not grown for so long. */
    boolean isQuietFor(Duration time, Instant now) {
        return !now.isBefore(grownAt.plus(time));
    }

    Path path() {
        return path;
    }
}
