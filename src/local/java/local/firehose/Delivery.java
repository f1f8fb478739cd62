package local.firehose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Puts the buffers of a stream into S3, each again and again until it is taken. A buffer's file goes only then.
 *
 * <p>Thread-safe; objects are put by the threads of the pool, in no particular order.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final DeliveryStream stream;
    private final Spool spool;
    private final S3Client s3;
    private final Mishaps mishaps;
    private final ExecutorService pool;
    private int waiting;
    private long delivered;
    private Delivered last;

    Delivery(DeliveryStream stream, Spool spool, S3Client s3, Mishaps mishaps, ExecutorService pool) {
        this.stream = stream;
        this.spool = spool;
        this.s3 = s3;
        this.mishaps = mishaps;
        this.pool = pool;
    }

    /** An object as it was delivered last. */
    private record Delivered(String key, List<byte[]> frames) {}

    /** Delivers a buffer soon. */
    void accept(ObjectName name) {
        synchronized (this) {
            waiting++;
        }
        try {
            pool.execute(() -> deliver(name));
        } catch (RejectedExecutionException e) {
            // The server is closing: the file stays for the next start.
            done();
        }
    }

    /** Objects delivered since the start, the repeated ones counted once. */
    synchronized long delivered() {
        return delivered;
    }

    /**
     * Waits until nothing is left to deliver.
     *
     * @return whether that came about in time
     */
    synchronized boolean awaitIdle(long deadlineNanos) throws InterruptedException {
        while (waiting > 0) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }

    /**
     * Puts the object delivered last once more.
     *
     * @param changed whether its first records are repeated at its end
     * @return its key
     * @throws IllegalStateException if none has been delivered since the start
     */
    String putLastAgain(boolean changed) throws IOException {
        Delivered object;
        synchronized (this) {
            object = last;
        }
        if (object == null) {
            throw new IllegalStateException("No object of " + stream.name() + " has been delivered since the start");
        }
        put(object.key(), object.frames(), changed);
        return object.key();
    }

    private void deliver(ObjectName name) {
        try {
            List<byte[]> frames = spool.frames(name);
            if (!frames.isEmpty()) {
                String key = name.key(stream);
                putUntilTaken(key, frames, false);
                Mishaps.Again again = mishaps.nextObject();
                if (again != Mishaps.Again.NO) {
                    putUntilTaken(key, frames, again == Mishaps.Again.OTHER_CONTENT);
                }
                synchronized (this) {
                    delivered++;
                    last = new Delivered(key, frames);
                }
            }
            spool.delete(name);
        } catch (InterruptedException e) {
            // The server is closing: the file stays for the next start.
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.error("A buffer of {} could not be read; it is tried again at the next start", stream.name(), e);
        } finally {
            done();
        }
    }

    private synchronized void done() {
        waiting--;
        notifyAll();
    }

    private void putUntilTaken(String key, List<byte[]> frames, boolean changed)
            throws IOException, InterruptedException {
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                put(key, frames, changed);
                return;
            } catch (SdkException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LOG.debug("S3 did not take an object of {}; it is tried again", stream.name(), e);
                Thread.sleep(pause.toMillis());
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void put(String key, List<byte[]> frames, boolean changed) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (OutputStream out = stream.gzip() ? new GZIPOutputStream(content) : content) {
            for (byte[] frame : frames) {
                out.write(frame);
            }
            if (changed) {
                out.write(frames.get(0));
            }
        }
        s3.putObject(
                request -> {
                    request.bucket(stream.bucket()).key(key).contentType("application/octet-stream");
                    if (stream.gzip()) {
                        request.contentEncoding("gzip");
                    }
                },
                RequestBody.fromBytes(content.toByteArray()));
    }
}
