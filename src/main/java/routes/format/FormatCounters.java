package routes.format;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the format of a feed has done since the start. An entry that is offered again, because its delivery failed, is
 * counted again. Thread-safe.
 */
public final class FormatCounters {
    private final LongAdder entries = new LongAdder();
    private final LongAdder unparsed = new LongAdder();
    private final LongAdder blank = new LongAdder();
    private final LongAdder overlong = new LongAdder();

    /** Entries met, whatever became of them. */
    public long entries() {
        return entries.sum();
    }

    /** Entries that left as their text with a reason. */
    public long unparsed() {
        return unparsed.sum();
    }

    /** Entries for which nothing left, because they hold nothing. */
    public long blank() {
        return blank.sum();
    }

    /** Entries that no record can hold in their new form. */
    public long overlong() {
        return overlong.sum();
    }

    void add(long met, long notRead, long empty, long tooLong) {
        entries.add(met);
        unparsed.add(notRead);
        blank.add(empty);
        overlong.add(tooLong);
    }
}
