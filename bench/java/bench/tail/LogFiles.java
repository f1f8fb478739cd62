package bench.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Log files of one directory, {@code 00000.log} and on, with as many lines each.
 *
 * @param lines in each
 */
record LogFiles(Path directory, int files, long lines) {
    private static final int BLOCK_LINES = 10_000;

    /** Writes them and has the disk take them, so that nothing is left to write while something is measured. */
    static LogFiles write(Path directory, int files, long lines) throws IOException {
        Files.createDirectories(directory);
        LogFiles written = new LogFiles(directory, files, lines);
        byte[] block = new byte[BLOCK_LINES * Line.BYTES];
        for (int file = 0; file < files; file++) {
            try (FileChannel channel =
                    FileChannel.open(written.path(file), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long first = 0; first < lines; first += BLOCK_LINES) {
                    int count = (int) Math.min(BLOCK_LINES, lines - first);
                    for (int i = 0; i < count; i++) {
                        new Line(file, first + i).write(block, i * Line.BYTES);
                    }
                    ByteBuffer bytes = ByteBuffer.wrap(block, 0, count * Line.BYTES);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
                channel.force(false);
            }
        }
        return written;
    }

    /** Adds a line to a file. */
    void append(Line line) throws IOException {
        byte[] bytes = new byte[Line.BYTES];
        line.write(bytes, 0);
        Files.write(path(line.file()), bytes, StandardOpenOption.APPEND);
    }

    Path path(int file) {
        return directory.resolve("%05d.log".formatted(file));
    }

    /** A glob that matches them. */
    String glob() {
        return directory.resolve("*.log").toString();
    }

    long bytes() {
        return files * lines * Line.BYTES;
    }
}
