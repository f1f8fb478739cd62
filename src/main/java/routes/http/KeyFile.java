package routes.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.settings.OwnedFile;
import routes.settings.SettingsException;
import routes.text.Printable;

/**
 * The file of API keys, read again when it has changed. A changed file that cannot be used is told of and leaves the keys as
 * they were: a slip of the pen must not lock every client out. Any thread may ask for the keys; one thread looks at the
 * file.
 */
public final class KeyFile implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private final Path file;
    private volatile ApiKeys keys;
    private volatile boolean isBroken;
    private String text;

    /**
     * Reads it.
     *
     * @throws SettingsException if it cannot be used, saying why
     */
    public KeyFile(Path file) {
        this.file = file;
        try {
            text = OwnedFile.text(file);
            keys = parse(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Property ingest.keys-file is '" + Printable.of(file) + "', which cannot be used: "
                            + OwnedFile.reason(e) + ".",
                    e);
        }
        LOG.info("API keys in {}: {}", Printable.of(file), keys.size());
    }

    /** How many keys hold. */
    public int size() {
        return keys.size();
    }

    /** The keys that hold. */
    ApiKeys keys() {
        return keys;
    }

    /** Whether the file is of no use as it is now, so that older keys hold. */
    public boolean isBroken() {
        return isBroken;
    }

    /** Looks whether it has changed. (By its content: mounted secrets are replaced with their times, and quickly.) */
    @Override
    public void run() {
        try {
            String now = OwnedFile.text(file);
            if (!now.equals(text)) {
                keys = parse(now);
                text = now;
                LOG.info("API keys in {}, which has changed: {}", Printable.of(file), keys.size());
            }
            isBroken = false;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (!isBroken) {
                LOG.warn(
                        "The file of API keys {} has changed and cannot be used, so the {} keys read before still hold: {}",
                        Printable.of(file),
                        keys.size(),
                        OwnedFile.reason(e));
            }
            isBroken = true;
        }
    }

    private static ApiKeys parse(String text) {
        return ApiKeys.parse(List.of(text.split("\\R", -1)));
    }
}
