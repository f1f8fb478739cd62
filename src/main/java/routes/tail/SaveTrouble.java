package routes.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * Tells the operator that a checkpoint cannot be saved, when that begins, then now and then, and when it is over. Belongs to
 * the reader thread.
 */
final class SaveTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(SaveTrouble.class);

    /** Time between two lines about the same trouble. */
    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final Path file;
    private Instant since;
    private Instant toldAt;

    SaveTrouble(Path file) {
        this.file = file;
    }

    /** A save failed. */
    void failed(IOException failure, Instant now) {
        since = since == null ? now : since;
        if (toldAt != null && now.isBefore(toldAt.plus(REMINDER))) {
            return;
        }
        toldAt = now;
        LOG.error(
                "The checkpoint {} cannot be saved since {}: {}. What is being read is still delivered, but after a crash it"
                        + " is delivered again from the last save on, and files found since wait. See that the"
                        + " directory is there, has room and may be written to; it is tried again every second.",
                file,
                since.truncatedTo(ChronoUnit.SECONDS),
                Printable.of(failure));
    }

    /** A save succeeded. */
    void ended() {
        if (since != null) {
            LOG.info("The checkpoint {} is saved again", file);
        }
        since = null;
        toldAt = null;
    }

    /** The save at a stop failed: nobody tries again. */
    void failedAtStop(IOException failure) {
        LOG.error(
                "The checkpoint {} could not be saved at the stop: {}. Lines delivered since the last save are delivered"
                        + " again after the next start.",
                file,
                Printable.of(failure));
    }
}
