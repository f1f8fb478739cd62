package routes.format;

import java.util.Arrays;
import java.util.Optional;
import routes.text.EntryStart;

/** The entries of one record after another. Holds the places of one record at a time; belongs to one thread. */
final class Entries {
    private final Optional<EntryStart> start;

    private byte[] data = {};
    private int[] starts = new int[64];
    private int count;
    private boolean areAllUtf8;

    /** Takes what begins an entry; without it each line does. */
    Entries(Optional<EntryStart> start) {
        this.start = start;
    }

    /** Finds the entries of a record, which ends with a newline. What is before the first match belongs to the first. */
    void read(byte[] record) {
        data = record;
        count = 0;
        areAllUtf8 = Utf8.isValid(record, 0, record.length);
        for (int from = 0; from < record.length; ) {
            int to = newline(record, from);
            if (count == 0 || isStart(from, to)) {
                add(from);
            }
            from = to + 1;
        }
    }

    int count() {
        return count;
    }

    /** The bytes of the record. Only for reading. */
    byte[] data() {
        return data;
    }

    /** Where an entry begins in the record. */
    int from(int entry) {
        return starts[entry];
    }

    /** Where the next entry begins, or the record ends. */
    int next(int entry) {
        return entry + 1 < count ? starts[entry + 1] : data.length;
    }

    /** Where an entry ends, the end of its last line left out: a newline, or a carriage return and a newline. */
    int to(int entry) {
        int to = next(entry) - 1;
        return to > starts[entry] && data[to - 1] == '\r' ? to - 1 : to;
    }

    /** Whether an entry is UTF-8 from end to end. A newline is never part of another character. */
    boolean isUtf8(int entry) {
        return areAllUtf8 || Utf8.isValid(data, from(entry), to(entry));
    }

    /** Whether an entry holds nothing but ends of lines. */
    boolean isEmpty(int entry) {
        int to = to(entry);
        for (int i = from(entry); i < to; i++) {
            if (data[i] != '\n' && data[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The first newline from an index on; there is one. */
    private static int newline(byte[] data, int from) {
        int i = from;
        while (i + Long.BYTES <= data.length) {
            int count = EightBytes.before(EightBytes.equal(EightBytes.get(data, i), (byte) '\n'));
            i += count;
            if (count < Long.BYTES) {
                return i;
            }
        }
        while (data[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean isStart(int from, int to) {
        return start.isEmpty() || start.get().isAt(data, from, to);
    }

    private void add(int from) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = from;
    }
}
