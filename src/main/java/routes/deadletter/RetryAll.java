package routes.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import routes.text.Printable;

/** Puts the dead objects of one cause back into landing, a bounded number a call. */
public final class RetryAll {
    /** Some hundred milliseconds each: a call takes less than a minute. */
    public static final int MOST = 100;

    /** Failures that are told one by one. */
    private static final int MOST_TOLD = 20;

    private final DeadLetterList list;
    private final Retry retry;

    public RetryAll(DeadLetterList list, Retry retry) {
        this.list = list;
        this.retry = retry;
    }

    /**
     * What came of it.
     *
     * @param retried how many are back in landing
     * @param failed those that could not be put back, and why; the first ones
     * @param left how many of the same cause are still there, the failed ones included
     * @param isAll whether these are all that are left, or more may be behind what one call looks at
     */
    public record Outcome(int retried, List<Failed> failed, int left, boolean isAll) {
        /** Whether there were some and none of them could be put back. */
        public boolean isInVain() {
            return retried == 0 && !failed.isEmpty();
        }

        /** For people. */
        @Override
        public String toString() {
            StringBuilder told = new StringBuilder(
                    retried + " put back into landing, " + (isAll ? "" : "at least ") + left + " left");
            if (left > failed.size()) {
                told.append("; ask again for the next ").append(MOST);
            }
            failed.forEach(failure -> told.append("; ")
                    .append(failure.key())
                    .append(" could not be put back: ")
                    .append(failure.problem()));
            return told.toString();
        }
    }

    /** One that could not be put back. */
    public record Failed(String key, String problem) {}

    /**
     * Puts back up to {@value #MOST} objects.
     *
     * @param reason a text that their reason holds
     * @param feed their folder; empty for any
     */
    public Outcome retry(String reason, String feed) {
        Predicate<DeadLetter> isMeant = letter -> letter.isFor(reason);
        List<Failed> failed = new ArrayList<>();
        int retried = 0;
        int left = 0;
        String after = "";
        do {
            DeadLetterList.Page page =
                    list.page(DeadLetter.OBJECTS, feed, after, isMeant, DeadLetterList.MOST_LOOKED_AT);
            for (DeadLetter letter : page.letters()) {
                if (retried == MOST) {
                    left++;
                    continue;
                }
                try {
                    retry.retry(letter.key());
                    retried++;
                } catch (IllegalArgumentException e) {
                    left++;
                    if (failed.size() < MOST_TOLD) {
                        failed.add(new Failed(letter.key(), Printable.message(e)));
                    }
                }
            }
            after = page.next();
            // Far enough to fill the call; what is left behind that is counted by the next one.
        } while (after != null && retried < MOST);
        return new Outcome(retried, List.copyOf(failed), left, after == null);
    }
}
