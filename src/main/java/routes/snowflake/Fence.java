package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * This process's place among the loaders of its pipeline. The epoch in {@code control.fence_<pipeline>} is raised by each
 * loader at the first turn of each term that it leads; whoever later finds another one, or another name beside it, has been
 * replaced and must not write.
 *
 * <p>Thread-safe; written by the turns, read by the transactions.
 */
public final class Fence {
    private final String loader;
    private final AtomicReference<Raised> ours = new AtomicReference<>();

    private record Raised(long term, long epoch) {}

    /**
     * Creates it.
     *
     * @param loader names this process, unlike any other that ever was
     */
    public Fence(String loader) {
        this.loader = loader;
    }

    public String loader() {
        return loader;
    }

    /** Whether it was raised in this term. Between two terms another loader may have led. */
    public boolean isRaised(long term) {
        Raised raised = ours.get();
        return raised != null && raised.term() == term;
    }

    /** The epoch this process raised last. */
    public long epoch() {
        Raised raised = ours.get();
        return raised == null ? -1 : raised.epoch();
    }

    /**
     * Remembers the epoch that was just raised.
     *
     * @param rows what the transaction that raised it read back
     * @throws FencedOutException if it was raised by another loader: ours was undone before it was committed
     */
    public void remember(List<Map<String, Object>> rows, long term) {
        long epoch = epoch(rows);
        if (!loader.equals(raisedBy(rows))) {
            throw new FencedOutException(raisedBy(rows), epoch, epoch());
        }
        ours.set(new Raised(term, epoch));
    }

    /**
     * Holds the epoch that was read against ours, and the name of who raised it: two loaders that raised at the same time
     * could have the same one, if Snowflake undid the first.
     *
     * @throws FencedOutException if another loader has raised the epoch since
     */
    public void check(List<Map<String, Object>> rows) {
        long current = epoch(rows);
        Raised raised = ours.get();
        if (raised == null || current != raised.epoch() || !loader.equals(raisedBy(rows))) {
            throw new FencedOutException(raisedBy(rows), current, epoch());
        }
    }

    private static String raisedBy(List<Map<String, Object>> rows) {
        return Rows.text(rows.get(0), "raised_by");
    }

    private static long epoch(List<Map<String, Object>> rows) {
        if (rows.size() != 1) {
            throw new IllegalStateException("The fence table of this pipeline has " + rows.size()
                    + " rows instead of one: run `java -jar snowline.jar setup`.");
        }
        return Rows.number(rows.get(0), "epoch");
    }
}
