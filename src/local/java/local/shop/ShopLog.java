package local.shop;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The log file of one feed, which takes up where an earlier process left off: lines that are in the file already are
 * compared instead of written, and one that was cut short is completed.
 *
 * <p>Not thread-safe.
 */
final class ShopLog implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private final OutputStream out;
    private final InputStream written;
    private long unread;

    ShopLog(Path file) throws IOException {
        this.file = file;
        out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), BUFFER_BYTES);
        written = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        unread = Files.size(file);
    }

    /**
     * Makes sure that the line is the next in the file.
     *
     * @return whether anything had to be written
     * @throws IOException if the file holds another line there
     */
    boolean append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (unread == 0) {
            out.write(bytes);
            return true;
        }
        int known = (int) Math.min(unread, bytes.length);
        byte[] there = written.readNBytes(known);
        if (!Arrays.equals(there, 0, there.length, bytes, 0, known)) {
            throw new IOException(
                    file + " does not begin with the lines of this shop. Choose an empty directory, or the"
                            + " seed and the share of bad rows the file was begun with.");
        }
        unread -= known;
        out.write(bytes, known, bytes.length - known);
        return known < bytes.length;
    }

    /** Whether all that an earlier process wrote has been compared. */
    boolean isCaughtUp() {
        return unread == 0;
    }

    void requireCaughtUp() throws IOException {
        if (unread > 0) {
            throw new IOException(file + " holds " + unread + " bytes more than was asked for. Ask for at least as many"
                    + " orders as before (-Dlocal.orders), or choose an empty directory (-Dlocal.dir).");
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out;
                written) {
            out.flush();
        }
    }
}
