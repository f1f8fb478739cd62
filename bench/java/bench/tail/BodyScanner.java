package bench.tail;

import java.nio.charset.StandardCharsets;

/**
 * Finds the records in the body of a PutRecordBatch call as it arrives, a part at a time. Base64 needs no escapes, so a
 * string ends at its next quote, and the text between two quotes is never looked at. Belongs to one thread.
 */
final class BodyScanner {
    private static final String KEY = "Data";

    private final Records records;
    private final StringBuilder name = new StringBuilder();
    private boolean isInString;
    private boolean isData;
    private long length;
    private byte last;
    private byte lastButOne;

    /** Takes what is found. */
    interface Records {
        /** Base64 of the record that is arriving. */
        default void part(byte[] bytes, int from, int to) {}

        /** The record has arrived whole. */
        void end(long bytes);
    }

    BodyScanner(Records records) {
        this.records = records;
    }

    /** Takes the next bytes of the body. */
    void scan(byte[] bytes, int length) {
        // The one search in the JDK that looks at many bytes at once.
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int from = 0;
        while (from < length) {
            int quote = text.indexOf('"', from);
            int to = quote < 0 ? length : quote;
            if (isInString) {
                string(bytes, text, from, to);
            }
            if (quote >= 0) {
                turn();
            }
            from = to + 1;
        }
    }

    private void string(byte[] bytes, String text, int from, int to) {
        if (to == from) {
            return;
        }
        length += to - from;
        lastButOne = to - from > 1 ? bytes[to - 2] : last;
        last = bytes[to - 1];
        if (isData) {
            records.part(bytes, from, to);
        } else if (name.length() <= KEY.length()) {
            name.append(text, from, Math.min(to, from + KEY.length() + 1));
        }
    }

    private void turn() {
        if (!isInString) {
            isInString = true;
            length = 0;
            return;
        }
        isInString = false;
        if (isData) {
            int padding = (last == '=' ? 1 : 0) + (lastButOne == '=' ? 1 : 0);
            records.end(length / 4 * 3 - padding);
            isData = false;
        } else {
            isData = name.toString().equals(KEY);
        }
        name.setLength(0);
    }
}
