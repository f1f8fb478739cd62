package routes.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where an entry of several lines begins: at each line whose beginning matches a pattern. Immutable.
 *
 * @param pattern held against the beginning of a line
 */
public record EntryStart(Pattern pattern) {
    /** Bytes of a line that the pattern is held against. */
    public static final int LOOKED_AT = 1024;

    /** Whether the line with these bytes is the first of an entry. Bytes that are not UTF-8 match nothing but wildcards. */
    public boolean isAt(byte[] data, int from, int to) {
        int length = Math.min(to - from, LOOKED_AT);
        return pattern.matcher(new String(data, from, length, StandardCharsets.UTF_8))
                .lookingAt();
    }
}
