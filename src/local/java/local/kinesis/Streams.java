package local.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The streams of a server, a file each in its directory.
 *
 * <p>Thread-safe.
 */
final class Streams implements AutoCloseable {
    private static final String SUFFIX = ".stream";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    private final Path directory;
    private final Clock clock;
    private final Map<String, KinesisStream> open = new ConcurrentSkipListMap<>();

    /** Opens the streams that an earlier server has left in the directory. */
    Streams(Path directory, Clock clock) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.clock = clock;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(SUFFIX)) {
                    String name = fileName.substring(0, fileName.length() - SUFFIX.length());
                    open.put(name, new KinesisStream(name, file, clock));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** @throws Refusal if there is one of that name, or it cannot be a name */
    synchronized void create(String name, int shards) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.invalidValue("'streamName' must have 1 to 128 letters, digits, '_', '.' and '-'.");
        }
        if (open.containsKey(name)) {
            throw Refusal.inUse("Stream " + name + " under account 000000000000 already exists.");
        }
        KinesisStream stream = new KinesisStream(name, file(name), clock);
        stream.create(shards);
        open.put(name, stream);
    }

    /** @throws Refusal if there is none of that name */
    synchronized void delete(String name) throws IOException {
        KinesisStream stream = get(name);
        open.remove(name);
        stream.close();
        Files.delete(file(name));
    }

    /** @throws Refusal if there is none of that name */
    KinesisStream get(String name) {
        KinesisStream stream = open.get(name);
        if (stream == null) {
            throw Refusal.notFound("Stream " + (NAME.matcher(name).matches() ? name : "of that name"));
        }
        return stream;
    }

    List<String> names() {
        return List.copyOf(open.keySet());
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    @Override
    public synchronized void close() throws IOException {
        for (KinesisStream stream : open.values()) {
            stream.close();
        }
    }
}
