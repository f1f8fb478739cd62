package local.firehose;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The buffers of a stream as files: {@code <name>.open} while it takes records, {@code <name>.ready} until its object has
 * been delivered.
 *
 * <p>What one call stored is one frame: four bytes of length, then the records. A process killed while it writes leaves a
 * torn last frame, which was never answered and is not delivered. Files survive the death of the process, not of the
 * machine: they are not synced.
 *
 * <p>Not thread-safe where two threads use one open buffer.
 */
final class Spool {

    private static final String OPEN = ".open";
    private static final String READY = ".ready";

    private final Path directory;

    Spool(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** A buffer that takes records. */
    static final class Buffer {
        private final ObjectName name;
        private final FileChannel file;

        private Buffer(ObjectName name, FileChannel file) {
            this.name = name;
            this.file = file;
        }

        /** Stores one frame as a whole or not at all, and returns the size of the buffer in bytes. */
        long append(byte[] records) throws IOException {
            long before = file.size();
            ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + records.length)
                    .putInt(records.length)
                    .put(records)
                    .flip();
            try {
                while (frame.hasRemaining()) {
                    file.write(frame);
                }
            } catch (IOException e) {
                file.truncate(before);
                throw e;
            }
            return file.size();
        }
    }

    Buffer open(ObjectName name) throws IOException {
        return new Buffer(
                name,
                FileChannel.open(
                        directory.resolve(name.text() + OPEN),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.APPEND));
    }

    ObjectName close(Buffer buffer) throws IOException {
        buffer.file.close();
        Files.move(directory.resolve(buffer.name.text() + OPEN), ready(buffer.name));
        return buffer.name;
    }

    /** Makes what an earlier process left ready and returns it, oldest first. */
    List<ObjectName> leftovers() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<ObjectName> names = new ArrayList<>();
        for (Path file : files) {
            String fileName = file.getFileName().toString();
            if (fileName.endsWith(OPEN)) {
                ObjectName name = ObjectName.parse(fileName.substring(0, fileName.length() - OPEN.length()));
                Files.move(file, ready(name));
                names.add(name);
            } else if (fileName.endsWith(READY)) {
                names.add(ObjectName.parse(fileName.substring(0, fileName.length() - READY.length())));
            }
        }
        return names;
    }

    /** The whole frames of a buffer that is ready. */
    List<byte[]> frames(ObjectName name) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(ready(name))))) {
            while (true) {
                int length = in.readInt();
                byte[] frame = in.readNBytes(length);
                if (frame.length < length) {
                    break;
                }
                frames.add(frame);
            }
        } catch (EOFException e) {
            // The end, or a torn length.
        }
        return frames;
    }

    void delete(ObjectName name) throws IOException {
        Files.deleteIfExists(ready(name));
    }

    private Path ready(ObjectName name) {
        return directory.resolve(name.text() + READY);
    }
}
