package routes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A program that writes a log and rotates it. Each line names its incarnation of the file, which begins anew with every
 * rotation, and its number in it. For one thread at a time.
 */
final class RotatedLog implements AutoCloseable {
    /** How every line ends. */
    static final String REST = "the quick brown fox jumps over the lazy dog, again and again, é and 雪";

    private final Path directory;
    private final String name;
    private final Rotation rotation;
    private final Map<String, Integer> written = new LinkedHashMap<>();
    private FileChannel file;
    private int rotations;
    private int number;

    /** How a file makes room for the next. */
    enum Rotation {
        /** The file gets another name, and older ones move up; the program goes on under the first name. */
        RENAME,
        /** The program goes on in a file with a new name. */
        CREATE,
        /** The file is copied and cut to nothing while the program keeps it open. */
        COPY_TRUNCATE,
        /** The file is deleted, and another made in its place. */
        DELETE;

        /** What to tail. */
        String glob(Path directory, String name) {
            return directory.resolve(name)
                    + switch (this) {
                        // With the old names: a file that was made and renamed while nobody looked has no other.
                        case RENAME -> ".log*";
                        case CREATE -> "-*.log";
                        // Without the copies: a copy is another file, and all its lines would leave again.
                        case COPY_TRUNCATE, DELETE -> ".log";
                    };
        }
    }

    RotatedLog(Path directory, String name, Rotation rotation) throws IOException {
        this.directory = directory;
        this.name = name;
        this.rotation = rotation;
        open();
    }

    /** Names the incarnation that is being written. */
    String incarnation() {
        return name + "-" + rotations;
    }

    /** Writes so many lines. */
    void write(int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(incarnation())
                    .append(' ')
                    .append(number++)
                    .append(' ')
                    .append(REST)
                    .append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        written.merge(incarnation(), lines, Integer::sum);
    }

    /** Begins the next incarnation. The program notices a little later, and what it writes until then is in the old one. */
    void rotate(int linesUntilNoticed) throws IOException {
        switch (rotation) {
            case RENAME -> moveUp();
            case CREATE -> {}
            case COPY_TRUNCATE -> Files.copy(path(), copy());
            case DELETE -> Files.delete(path());
        }
        write(linesUntilNoticed);
        rotations++;
        number = 0;
        if (rotation == Rotation.COPY_TRUNCATE) {
            file.truncate(0);
        } else {
            file.close();
            open();
        }
    }

    /** How many lines each incarnation got. */
    Map<String, Integer> written() {
        return new LinkedHashMap<>(written);
    }

    /** Lines of all incarnations. */
    long lines() {
        return written.values().stream().mapToLong(Integer::longValue).sum();
    }

    int rotations() {
        return rotations;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void moveUp() throws IOException {
        for (int i = rotations; i > 0; i--) {
            Files.move(old(i), old(i + 1), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(path(), old(1), StandardCopyOption.ATOMIC_MOVE);
    }

    private void open() throws IOException {
        file = FileChannel.open(path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private Path path() {
        String number = rotation == Rotation.CREATE ? String.format(Locale.ROOT, "-%04d", rotations) : "";
        return directory.resolve(name + number + ".log");
    }

    private Path old(int age) {
        return directory.resolve(name + ".log." + age);
    }

    private Path copy() {
        return directory.resolve(name + ".log." + (rotations + 1));
    }
}
