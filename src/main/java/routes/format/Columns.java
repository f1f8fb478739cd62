package routes.format;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of an object's members, in order, ready to be written. Immutable.
 *
 * <p>Nobody outside may write to the arrays.
 */
final class Columns {
    /** The reason for an entry with bytes that no text has. */
    static final String NOT_UTF8 = "not UTF-8";

    private final byte[][] keys;

    private Columns(byte[][] keys) {
        this.keys = keys;
    }

    /**
     * Takes the names.
     *
     * @throws IllegalArgumentException if there are none, or one is empty or there twice
     */
    static Columns of(List<String> names) {
        Set<String> seen = new HashSet<>();
        byte[][] keys = new byte[names.size()][];
        for (int i = 0; i < keys.length; i++) {
            String name = names.get(i);
            if (name.isEmpty() || !seen.add(name)) {
                throw new IllegalArgumentException(
                        name.isEmpty() ? "name " + (i + 1) + " is empty" : "name " + (i + 1) + " is there twice");
            }
            JsonBuffer key = new JsonBuffer(name.length() + 4);
            key.raw(i == 0 ? '{' : ',');
            key.string(name);
            key.raw(':');
            keys[i] = key.copy(0, key.size());
        }
        if (keys.length == 0) {
            throw new IllegalArgumentException("there are no names");
        }
        return new Columns(keys);
    }

    int count() {
        return keys.length;
    }

    /** Begins a member: the comma or the brace before it, the name and the colon. */
    void begin(int column, JsonBuffer out) {
        out.raw(keys[column]);
    }

    /** A member that is null for a value of a minus sign, which logs write where there is none. */
    void logValue(int column, byte[] data, int from, int to, JsonBuffer out) {
        begin(column, out);
        if (to - from == 1 && data[from] == '-') {
            out.raw("null".getBytes(StandardCharsets.US_ASCII));
        } else {
            out.string(data, from, to);
        }
    }
}
