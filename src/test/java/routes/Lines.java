package routes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** How lines are written, and the hashes by which the warehouse tells them apart. */
final class Lines {
    private static final DateTimeFormatter NANOSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** {@link #nanoseconds} in SQL. */
    static final String FORMAT = "'YYYY-MM-DD\"T\"HH24:MI:SS.FF9'";

    private Lines() {}

    static String nanoseconds(Instant instant) {
        return instant == null ? null : NANOSECONDS.format(instant);
    }

    /** SHA-256 of texts with the unit separator between them; none counts as empty. */
    static String hash(String... texts) {
        String joined =
                Arrays.stream(texts).map(text -> text == null ? "" : text).collect(Collectors.joining("\u001f"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** A field of CSV: none is empty; spaces around it say nothing. */
    static String field(Random random, String text) {
        String padded = text == null ? "" : random.nextInt(8) == 0 ? " " + text + "  " : text;
        return padded.contains(",") || padded.contains("\"") || random.nextInt(8) == 0
                ? '"' + padded.replace("\"", "\"\"") + '"'
                : padded;
    }

    /** A row for comparison. */
    static String row(Object... cells) {
        return Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" | "));
    }
}
