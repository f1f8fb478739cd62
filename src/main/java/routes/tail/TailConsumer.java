package routes.tail;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.delivery.Backoff;
import routes.delivery.Outgoing;
import routes.delivery.OverlongLine;
import routes.delivery.RecordBatch;
import routes.delivery.SourceGoneException;
import routes.delivery.SteadyClock;
import routes.delivery.StoppedException;

/**
 * Hands batches of records and over-long lines to the route, a few at a time, and acknowledges what has left when its exchange
 * completes without an error. What fails is offered again, without end; it is never skipped.
 *
 * <p>A stop reads what is in the files by then, for as long as {@code flush} says and as everything leaves; it lets the
 * exchanges in flight end within Camel's shutdown time, and saves the checkpoint. What was not acknowledged by then is read
 * again at the next start.
 */
final class TailConsumer extends DefaultConsumer implements ShutdownAware, Suspendable, TailReader.Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(TailConsumer.class);

    /** Time that threads get to end at a stop, after Camel has waited for the exchanges. */
    private static final Duration END = Duration.ofSeconds(5);

    /** How often a waiting thread looks whether it is to go on or to end. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final TailOptions options;
    private final TailCounters counters;
    private final Semaphore free;
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger notDelivered = new AtomicInteger();
    private final Backoff backoff;
    private final Clock clock = new SteadyClock();

    private Sources sources;
    private volatile TailReader reader;
    private ExecutorService readers;
    private ExecutorService deliveries;
    private volatile boolean isPaused;
    private volatile boolean isStopping;

    TailConsumer(TailEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.options = endpoint.options();
        this.counters = endpoint.counters();
        this.free = new Semaphore(options.inFlight());
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        isPaused = false;
        isStopping = false;
        sources = new Sources(options, counters);
        reader = new TailReader(options, counters, sources, this, clock);
        String name = "tail-" + options.feed();
        var executors = getEndpoint().getCamelContext().getExecutorServiceManager();
        deliveries = executors.newFixedThreadPool(this, name, options.inFlight());
        readers = executors.newSingleThreadExecutor(this, name + "-reader");
        readers.execute(reader);
    }

    @Override
    protected void doSuspend() throws Exception {
        isPaused = true;
        if (getEndpoint().getCamelContext().isStopping()) {
            reader.drain(options.flush());
        } else {
            reader.pause();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        isPaused = false;
        reader.resume();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        isStopping = true;
        if (reader != null) {
            reader.stop();
            end(readers);
            end(deliveries);
            tellWhatIsLeft();
            save();
            reader = null;
        }
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        // Camel suspends a consumer that can be suspended and stops it last, once the exchanges have ended. One that
        // defers its stop is not even suspended, and goes on reading.
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        int underWay = options.inFlight() - free.availablePermits() - waiting.get();
        return reader.isDraining() ? underWay + 1 : underWay;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Suspending is all there is to prepare.
    }

    @Override
    public long room() {
        return free.availablePermits() == 0 ? 0 : Math.max(0, options.budget() - held.get());
    }

    @Override
    public void deliver(Outgoing outgoing, Runnable acknowledge) {
        // The reader is the only one to take permits and has seen one.
        free.acquireUninterruptibly();
        held.addAndGet(heldBytes(outgoing));
        deliveries.execute(() -> {
            try {
                deliverUntilDone(outgoing, acknowledge);
            } finally {
                held.addAndGet(-heldBytes(outgoing));
                free.release();
                wakeUp();
            }
        });
    }

    private void wakeUp() {
        TailReader current = reader;
        if (current != null) {
            current.wakeUp();
        }
    }

    private void deliverUntilDone(Outgoing outgoing, Runnable acknowledge) {
        int failures = 0;
        while (true) {
            Exception failure = process(outgoing);
            if (failure == null) {
                acknowledge.run();
                settle(outgoing, outgoing instanceof OverlongLine ? counters.deadLettered : counters.acknowledged);
                return;
            }
            if (ObjectHelper.getException(SourceGoneException.class, failure) != null) {
                LOG.error("Lost by truncation: {}", outgoing);
                acknowledge.run();
                settle(outgoing, counters.lost);
                return;
            }
            failures++;
            if (isPaused) {
                // What does not leave at a stop is not read either.
                reader.pause();
            }
            boolean isStop = ObjectHelper.getException(StoppedException.class, failure) != null;
            if (!isStop && !isPaused && !isStopping) {
                getExceptionHandler().handleException("Offered again: " + outgoing, failure);
            }
            pause(failures);
            if (isStopping || Thread.currentThread().isInterrupted()) {
                LOG.debug("Not delivered before the stop: {}", outgoing);
                notDelivered.incrementAndGet();
                settle(outgoing, counters.givenBack);
                return;
            }
        }
    }

    private Exception process(Outgoing outgoing) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(outgoing);
            getProcessor().process(exchange);
            if (exchange.getException() == null && exchange.isRollbackOnly()) {
                return new IllegalStateException("The exchange was marked for roll-back");
            }
            return exchange.getException();
        } catch (Exception e) {
            return e;
        } catch (Throwable e) {
            // Whatever it is, nothing has left; without an answer it would never be offered again.
            return new IllegalStateException("The route failed with " + e, e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void settle(Outgoing outgoing, AtomicLong account) {
        account.addAndGet(outgoing.bytes());
        counters.inFlight.addAndGet(-outgoing.bytes());
    }

    /**
     * Waits before something is offered again. A suspended consumer offers nothing, and Camel, which suspends it before a stop,
     * need not wait for it.
     */
    private void pause(int failures) {
        waiting.incrementAndGet();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(backoff.millis(failures));
        while ((isPaused || System.nanoTime() < until)
                && !isStopping
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, LOOK.toNanos());
        }
        waiting.decrementAndGet();
    }

    private void tellWhatIsLeft() {
        int batches = notDelivered.getAndSet(0);
        if (batches > 0) {
            LOG.info(
                    "Stopped; batches of {} not delivered: {}. Their lines are read again at the next start.",
                    options.feed(),
                    batches);
        }
    }

    private static long heldBytes(Outgoing outgoing) {
        return outgoing instanceof RecordBatch ? outgoing.bytes() : 0;
    }

    private void end(ExecutorService service) {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(service, END.toMillis());
    }

    private void save() throws IOException {
        try (Sources ended = sources) {
            ended.saveLast(clock.instant());
        }
    }
}
