package local.shop;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Text as the shop writes it: CSV by RFC 4180, dates in UTC with milliseconds. */
final class Csv {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Csv() {}

    /** A line without its end. Fields are quoted where they must be. */
    static String line(String... fields) {
        StringBuilder line = new StringBuilder(128);
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            appendQuoted(line, fields[i]);
        }
        return line.toString();
    }

    static String date(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    /** For example {@code O-00000123}. */
    static String id(String prefix, long number, int digits) {
        String text = Long.toString(number);
        return prefix + "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static void appendQuoted(StringBuilder line, String field) {
        if (field.indexOf(',') < 0 && field.indexOf('"') < 0) {
            line.append(field);
        } else {
            line.append('"').append(field.replace("\"", "\"\"")).append('"');
        }
    }
}
