package local.shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What one good line of {@link Feed#EVENTS} says.
 *
 * @param givenId the event's {@code event_id}, if the line has one
 * @param eventType for example {@code page_viewed}
 * @param customerId for example {@code C-000123}; empty if nobody was logged in
 * @param occurredAt to the millisecond; no two different rows of an event have the same
 * @param body the line itself, a JSON object
 */
public record EventRow(
        Optional<String> givenId, String eventType, Optional<String> customerId, Instant occurredAt, String body) {

    /** What tells the event from others: the id it was given, else the SHA-256 of its line in lower-case hex. */
    public String eventId() {
        return givenId.orElseGet(() -> sha256(body));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
