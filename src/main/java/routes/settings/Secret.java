package routes.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import routes.text.Printable;

/**
 * A value that must not be seen: given as such, by the environment, or as a file, which is read each time so that a
 * replaced one holds at once. No message holds it. Immutable.
 */
public final class Secret {
    /** Enough for any token; more is another file. */
    private static final int MOST_BYTES = 16 * 1024;

    private final String key;
    private final Optional<String> value;
    private final Optional<Path> file;

    private Secret(String key, Optional<String> value, Optional<Path> file) {
        this.key = key;
        this.value = value;
        this.file = file;
    }

    /**
     * The secret of a key or of the file that the key with {@code -file} names; empty if neither is set.
     *
     * @throws IllegalArgumentException if both are set
     */
    public static Optional<Secret> of(String key, Optional<String> value, Optional<Path> file) {
        if (value.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException(
                    key + " and " + key + "-file are both set: expected one of them, remove the other");
        }
        return value.isPresent() || file.isPresent() ? Optional.of(new Secret(key, value, file)) : Optional.empty();
    }

    /** The property that it comes from. */
    public String key() {
        return file.isPresent() ? key + "-file" : key;
    }

    /**
     * The value, without white space around it.
     *
     * @throws SettingsException if the file cannot be read or is empty, naming it
     */
    public String read() {
        return value.orElseGet(() -> text(file.orElseThrow()));
    }

    /**
     * Looks whether it can be read.
     *
     * @throws SettingsException if not
     */
    public void check() {
        if (read().isEmpty()) {
            throw new SettingsException("Property " + key() + " is empty.");
        }
    }

    private String text(Path path) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new IOException("it is no file but a directory, a pipe or a device");
            }
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes");
            }
            String text = Files.readString(path).trim();
            if (text.isEmpty()) {
                throw new IOException("it is empty");
            }
            return text;
        } catch (IOException e) {
            throw new SettingsException(
                    "Property " + key() + " is " + shown(path) + ", which cannot be used: " + reason(e)
                            + ". Expected a file with the secret and nothing else.",
                    e);
        }
    }

    /** A secret that was set in place of a file's name must not be shown either. */
    private static String shown(Path path) {
        return path.isAbsolute() ? "'" + Printable.of(path) + "'" : "not an absolute path (it is not shown here)";
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof MalformedInputException) {
            return "it is not text in UTF-8";
        }
        return e instanceof java.nio.file.AccessDeniedException ? "this user may not read it" : Printable.message(e);
    }

    /** Where it comes from, never what it is. */
    @Override
    public String toString() {
        return key();
    }
}
