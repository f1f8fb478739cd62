package routes.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a batch: {@code 20261120T093000Z-0a1b2c}, the second it was formed in UTC and six random hex digits. Ids sort
 * by age and are harmless in S3 keys and SQL.
 */
public record BatchId(@JsonValue String value) implements Comparable<BatchId> {
    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{6}");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Takes the text as it is.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    @JsonCreator
    public BatchId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no batch id: expected the form 20261120T093000Z-0a1b2c");
        }
    }

    /** Whether a text, from wherever, is a batch id. */
    public static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }

    public static BatchId next(Clock clock, RandomGenerator random) {
        return new BatchId(
                SECOND.format(clock.instant()) + String.format(Locale.ROOT, "-%06x", random.nextInt(1 << 24)));
    }

    /** When it was formed, to the second. */
    public Instant formedAt() {
        return SECOND.parse(value.substring(0, value.indexOf('-')), Instant::from);
    }

    /** What sorts before every id of this second and later, and after every earlier one. */
    public static String since(Instant time) {
        return SECOND.format(time);
    }

    /** The day of the batch in Hive's form, {@code year=2026/month=11/day=20}. */
    public String partition() {
        return "year=" + value.substring(0, 4) + "/month=" + value.substring(4, 6) + "/day=" + value.substring(6, 8);
    }

    /** The day of the batch with this id. */
    public static String partition(String id) {
        return new BatchId(id).partition();
    }

    @Override
    public int compareTo(BatchId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
