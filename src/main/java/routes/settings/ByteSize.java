package routes.settings;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with its unit: {@code 512B}, {@code 64KiB}, {@code 5MiB}, {@code 1GiB}.
 *
 * @param bytes never negative
 */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB)");
    private static final Map<String, Integer> SHIFTS = Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30);

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is never negative: " + bytes);
        }
    }

    /**
     * Reads a size with its unit.
     *
     * @throws IllegalArgumentException if the text has another form or the size passes {@link Long#MAX_VALUE}
     */
    public static ByteSize parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a number with a unit of B, KiB, MiB or GiB, such as 5MiB");
        }
        long count = Long.parseLong(form.group(1));
        int shift = SHIFTS.get(form.group(2));
        if (count > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("expected a size below 8 EiB");
        }
        return new ByteSize(count << shift);
    }

    @Override
    public String toString() {
        int shift = bytes == 0 ? 0 : Math.min(30, Long.numberOfTrailingZeros(bytes) / 10 * 10);
        String unit = shift == 0 ? "B" : String.valueOf(" KMG".charAt(shift / 10)) + "iB";
        return String.format(Locale.ROOT, "%d%s", bytes >> shift, unit);
    }
}
