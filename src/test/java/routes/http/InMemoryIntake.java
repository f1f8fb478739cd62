package routes.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import routes.ingest.BusyException;
import routes.ingest.Event;
import routes.ingest.Intake;
import routes.ingest.Placed;

/** Keeps what it is given, or does what a test says. Thread-safe. */
public final class InMemoryIntake implements Intake {
    private final AtomicLong sequence = new AtomicLong();
    private final List<Event> events = new ArrayList<>();
    private volatile IntFunction<Placed> fate = index -> new Placed.Stored("shardId-0", next());
    private volatile boolean isBusy;
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    /** What becomes of an event, by its place in its put. */
    public void decide(IntFunction<Placed> decided) {
        fate = decided;
    }

    /** Refuses puts from now on, or no longer. */
    public void busy(boolean busy) {
        isBusy = busy;
    }

    /** Answers no put before this is complete. */
    public void answerAfter(CompletableFuture<Void> opened) {
        gate = opened;
    }

    @Override
    public CompletionStage<List<Placed>> put(String feed, List<Event> put) throws BusyException {
        if (isBusy) {
            throw new BusyException("full", Duration.ofSeconds(3));
        }
        List<Placed> placed = new ArrayList<>();
        synchronized (events) {
            events.addAll(put);
        }
        for (int i = 0; i < put.size(); i++) {
            placed.add(fate.apply(i));
        }
        return gate.thenApply(open -> placed);
    }

    /** Everything put so far. */
    public List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    private String next() {
        return String.valueOf(sequence.incrementAndGet());
    }
}
