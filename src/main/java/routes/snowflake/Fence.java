package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This process's place among the loaders of its pipeline. The epoch in {@code control.fence_<pipeline>} is raised once by
 * each loader at its first turn; whoever later finds a higher one has been replaced and must not write.
 *
 * <p>Thread-safe; written once by the route {@code fence}, read by the route {@code load}.
 */
public final class Fence {
    private static final long NOT_RAISED = -1;

    private final String loader;
    private final AtomicLong ours = new AtomicLong(NOT_RAISED);

    /**
     * Creates it.
     *
     * @param loader names this process to people who look at the fence
     */
    public Fence(String loader) {
        this.loader = loader;
    }

    public String loader() {
        return loader;
    }

    public boolean isRaised() {
        return ours.get() != NOT_RAISED;
    }

    /** The epoch this process raised. */
    public long epoch() {
        return ours.get();
    }

    /** Remembers the epoch that was just raised and committed. */
    public void remember(List<Map<String, Object>> rows) {
        ours.set(read(rows));
    }

    /**
     * Holds the epoch that was read against ours.
     *
     * @throws FencedOutException if another loader has raised the epoch since
     */
    public void check(List<Map<String, Object>> rows) {
        long current = read(rows);
        if (current != ours.get()) {
            throw new FencedOutException(ours.get(), current);
        }
    }

    private static long read(List<Map<String, Object>> rows) {
        if (rows.size() != 1) {
            throw new IllegalStateException("The fence table of this pipeline has " + rows.size()
                    + " rows instead of one: run `java -jar snowline.jar setup`.");
        }
        return Rows.number(rows.get(0), "epoch");
    }
}
