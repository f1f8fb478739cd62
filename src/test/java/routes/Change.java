package routes;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * What one line of customers says.
 *
 * @param fullName null for none, as {@code email} and {@code country}
 */
record Change(String customerId, String fullName, String email, String country, boolean isDeletion, Instant changedAt) {

    boolean hasAttributesOf(Change other) {
        return Objects.equals(fullName, other.fullName)
                && Objects.equals(email, other.email)
                && Objects.equals(country, other.country);
    }

    String attributeHash() {
        return Lines.hash(fullName, email, country);
    }

    /** By the formula of {@code sql/transform/stage_customers.sql}: it decides between changes at one instant. */
    String rowHash() {
        return Lines.hash(
                customerId, fullName, email, country, isDeletion ? "delete" : "upsert", Lines.nanoseconds(changedAt));
    }

    /** A line that says it; the same may be said in many ways. */
    String line(Random random) {
        return String.join(
                ",",
                Lines.field(random, customerId),
                Lines.field(random, fullName),
                Lines.field(random, email),
                Lines.field(random, country),
                operation(random),
                time(random, changedAt));
    }

    private String operation(Random random) {
        String operation = isDeletion ? "delete" : "upsert";
        return random.nextInt(4) == 0 ? operation.toUpperCase(Locale.ROOT) : operation;
    }

    /** An instant in some offset. */
    static String time(Random random, Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atOffset(random.nextInt(4) == 0 ? ZoneOffset.ofHoursMinutes(5, 45) : ZoneOffset.UTC));
    }
}
