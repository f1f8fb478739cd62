package routes.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.text.Printable;

/**
 * A small file that says whom to let in, a line each, read again when it has changed. Who may write to it may let anybody in;
 * reading it lets nobody in: it holds hashes. A changed file that cannot be used is told of and leaves in whom it let in
 * before: a slip of the pen must not lock everybody out. Any thread may ask; one thread looks at the file.
 *
 * @param <T> what the file is read as; its text says how much that is, for the log
 */
public final class OwnedFile<T> implements Supplier<T>, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedFile.class);
    /** Some ten thousand lines; more is no such file. */
    private static final int MAX_BYTES = 1024 * 1024;

    private final Path file;
    private final Function<String, T> parse;
    private volatile T value;
    private volatile Optional<String> complaint = Optional.empty();
    private String text;

    /**
     * Reads it.
     *
     * @param property the property that names it, for messages
     * @param parse makes something of its text, or throws an {@link IllegalArgumentException} that says what is wrong
     * @throws SettingsException if it cannot be used, saying why
     */
    public OwnedFile(String property, Path file, Function<String, T> parse) {
        this.file = file;
        this.parse = parse;
        try {
            text = text(file);
            value = parse.apply(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Property " + property + " is '" + Printable.of(file) + "', which cannot be used: " + reason(e)
                            + ".",
                    e);
        }
        LOG.info("{} in {}", value, Printable.of(file));
    }

    /** What holds now. */
    @Override
    public T get() {
        return value;
    }

    /** Why the file is of no use as it is now, so that what was read before holds. */
    public Optional<String> complaint() {
        return complaint;
    }

    /** Looks whether it has changed. (By its content: mounted secrets are replaced with their times, and quickly.) */
    @Override
    public void run() {
        try {
            String now = text(file);
            if (!now.equals(text)) {
                value = parse.apply(now);
                text = now;
                LOG.info("{} in {}, which has changed", value, Printable.of(file));
            }
            complaint = Optional.empty();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            String what = Printable.of(file) + " has changed and cannot be used, so the " + value
                    + " read before still hold: " + reason(e);
            if (complaint.isEmpty()) {
                LOG.warn(what);
            }
            complaint = Optional.of(what);
        }
    }

    /**
     * What the lines of a text say; blank ones and those that begin with {@code #} say nothing.
     *
     * @throws IllegalArgumentException naming the number of the line that is wrong, counted from 1
     */
    public static <E> List<E> lines(String text, Function<String, E> parse) {
        List<E> all = new ArrayList<>();
        List<String> lines = List.of(text.split("\\R", -1));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    all.add(parse.apply(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return all;
    }

    private static String text(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file but a directory, a pipe or a device");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        checkOwned(file);
        return Files.readString(file);
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

    private static void checkOwned(Path file) throws IOException {
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
}
