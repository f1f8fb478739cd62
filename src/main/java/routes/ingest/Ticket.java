package routes.ingest;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What becomes of the events of one put, until all of it is known. Safe for any number of threads. */
final class Ticket {
    private final CompletableFuture<List<Placed>> answer = new CompletableFuture<>();
    /** Not written to once nothing is open. */
    private final Placed[] placed;

    private final long deadlineNanos;
    private int open;

    /**
     * Creates it.
     *
     * @param events how many
     * @param deadlineNanos by the clock of the lane, when the rest is given up
     */
    Ticket(int events, long deadlineNanos) {
        this.placed = new Placed[events];
        this.deadlineNanos = deadlineNanos;
        this.open = events;
    }

    CompletableFuture<List<Placed>> answer() {
        return answer;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /**
     * Decides the events of a range that are not decided yet.
     *
     * @return whether this decided the last one; only one caller is told so, and must {@link #complete}
     */
    synchronized boolean place(int from, int to, Placed what) {
        if (open == 0) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (placed[i] == null) {
                placed[i] = what;
                open--;
            }
        }
        return open == 0;
    }

    /**
     * Gives up what is not decided yet.
     *
     * @return how many events that were
     */
    synchronized int giveUp(Placed.GivenUp what) {
        int left = open;
        place(0, placed.length, what);
        return left;
    }

    synchronized boolean isDecided() {
        return open == 0;
    }

    /** Hands the answer over once all is decided, in the calling thread, which must hold no lock. */
    void complete() {
        answer.complete(List.of(placed));
    }
}
