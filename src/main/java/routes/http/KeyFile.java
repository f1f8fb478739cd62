package routes.http;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.settings.SettingsException;
import routes.text.Printable;

/**
 * The file of API keys, read again when it has changed. A changed file that cannot be used is told of and leaves the keys as
 * they were: a slip of the pen must not lock every client out. Any thread may ask for the keys; one thread looks at the
 * file.
 */
public final class KeyFile implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    /** Some ten thousand keys; more is no file of keys. */
    private static final int MAX_BYTES = 1024 * 1024;

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
            text = text();
            keys = parse(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Property ingest.keys-file is '" + Printable.of(file) + "', which cannot be used: " + reason(e)
                            + ".",
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
            String now = text();
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
                        reason(e));
            }
            isBroken = true;
        }
    }

    private String text() throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file but a directory, a pipe or a device");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        checkOwned();
        return Files.readString(file);
    }

    /** Who may write to it may let anybody in. Who may read it cannot: it holds hashes. */
    private void checkOwned() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException("others than its owner may write to it; chmod go-w would end that");
        }
    }

    private static ApiKeys parse(String text) {
        return ApiKeys.parse(List.of(text.split("\\R", -1)));
    }

    private static String reason(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof MalformedInputException) {
            return "it is not text in UTF-8";
        }
        return Printable.message(e);
    }
}
