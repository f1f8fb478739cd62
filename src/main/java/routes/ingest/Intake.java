package routes.ingest;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes events for the streams of feeds. One in a process; safe for any number of threads. */
public interface Intake {
    /**
     * Queues events and returns at once. The stage completes when each of them is stored or given up, at the latest
     * when {@code ingest.timeout} has passed, and never exceptionally. It completes on a thread that makes calls: what
     * follows on it must not block.
     *
     * @param feed a feed that takes events
     * @param events at least one; those with the same partition are stored in this order
     * @return what became of each event, in the same order
     * @throws BusyException if more bytes wait than {@code ingest.budget} allows; none of the events is taken
     * @throws StoppingException if the process stops; none of the events is taken
     * @throws IllegalArgumentException if the feed takes no events, or there are none
     */
    CompletionStage<List<Placed>> put(String feed, List<Event> events) throws BusyException, StoppingException;
}
