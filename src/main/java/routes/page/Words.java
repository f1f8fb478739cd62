package routes.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Words {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;
    private static final long SECONDS_SHOWN = 120;
    private static final long MINUTES_SHOWN = 120;
    private static final long HOURS_SHOWN = 48;
    private static final int MILLIS = 1_000;

    private Words() {}

    /** A time in UTC, to the second. */
    static Html time(Instant time) {
        return time == null
                ? Html.of("{}", (Object) null)
                : Html.of("<time datetime=\"{}\">{}</time>", time, SECOND.format(time));
    }

    static String second(Instant time) {
        return SECOND.format(time);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number that may be missing. */
    static String count(Long number) {
        return number == null ? null : count(number.longValue());
    }

    /** Bytes that may be missing: exact below 1 KiB, else to one decimal. */
    static String bytes(Long bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes < STEP) {
            return bytes + " B";
        }
        double number = bytes;
        int unit = -1;
        while (number >= STEP && unit < UNITS.length - 1) {
            number /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", number, UNITS[unit]);
    }

    static String seconds(Long milliseconds) {
        return milliseconds == null ? null : String.format(Locale.ROOT, "%,.2f s", milliseconds / (double) MILLIS);
    }

    /** A span in the unit that tells most. */
    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < SECONDS_SHOWN) {
            return seconds + " s";
        }
        if (span.toMinutes() < MINUTES_SHOWN) {
            return span.toMinutes() + " min";
        }
        return span.toHours() < HOURS_SHOWN ? span.toHours() + " h" : span.toDays() + " days";
    }

    static String plural(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }
}
