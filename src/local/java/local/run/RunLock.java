package local.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second run off a directory; the lock goes with the process, however that ends. */
final class RunLock implements AutoCloseable {
    /** A run whose application was killed takes a moment to stop its stack. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private static final long LOOK_MILLIS = 100;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the directory, waiting a little for another run to end.
     *
     * @throws IllegalArgumentException if another run keeps it
     */
    static RunLock take(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long start = System.nanoTime();
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.sleep(LOOK_MILLIS);
            lock = channel.tryLock();
        }
        if (lock == null) {
            channel.close();
            throw new IllegalArgumentException(
                    "Another run uses " + directory + ": stop it, or choose another directory with -Dlocal.dir.");
        }
        return new RunLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
