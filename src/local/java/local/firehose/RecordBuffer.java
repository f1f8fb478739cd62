package local.firehose;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the records of a stream and hands the buffer on when it is large or old enough.
 *
 * <p>Thread-safe. Its lock is held while records are appended to a file, never while an object is delivered.
 */
final class RecordBuffer {

    private static final Logger LOG = LoggerFactory.getLogger(RecordBuffer.class);

    private final DeliveryStream stream;
    private final Spool spool;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Consumer<ObjectName> delivery;
    private Spool.Buffer open;
    private ScheduledFuture<?> ageing;

    /** @param delivery takes the buffers that are ready; must not block */
    RecordBuffer(
            DeliveryStream stream,
            Spool spool,
            Clock clock,
            ScheduledExecutorService timer,
            Consumer<ObjectName> delivery) {
        this.stream = stream;
        this.spool = spool;
        this.clock = clock;
        this.timer = timer;
        this.delivery = delivery;
    }

    /** Stores records, one after the other as they are; they survive the death of the process from here on. */
    synchronized void add(byte[] records) throws IOException {
        if (open == null) {
            open = spool.open(ObjectName.fresh(stream, clock.instant()));
            Spool.Buffer opened = open;
            ageing = timer.schedule(() -> age(opened), stream.bufferAge().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (open.append(records) >= stream.bufferBytes()) {
            close();
        }
    }

    /** Hands the open buffer on, if there is one. */
    synchronized void close() throws IOException {
        if (open != null) {
            Spool.Buffer full = open;
            open = null;
            ageing.cancel(false);
            delivery.accept(spool.close(full));
        }
    }

    private synchronized void age(Spool.Buffer buffer) {
        try {
            if (buffer == open) {
                close();
            }
        } catch (IOException e) {
            LOG.error(
                    "A buffer of {} could not be closed; its records are delivered at the next start",
                    stream.name(),
                    e);
        }
    }
}
