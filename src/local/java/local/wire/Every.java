package local.wire;

/** Each k-th of something. Not thread-safe: guarded by the mishaps it belongs to. */
public final class Every {
    private int k;
    private long seen;

    /** Strikes each k-th from now on, none if k is 0. */
    public void set(int every) {
        if (every < 0) {
            throw new IllegalArgumentException("Every " + every + ". is not possible, expected 0 or more");
        }
        k = every;
        seen = 0;
    }

    /** Counts one more, and says whether it is struck. */
    public boolean hits() {
        seen++;
        return k > 0 && seen % k == 0;
    }
}
