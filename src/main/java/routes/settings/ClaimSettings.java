package routes.settings;

import java.time.Duration;

/**
 * When waiting objects become a batch.
 *
 * @param poll how often {@code landing/} is listed
 * @param linger how long the oldest object waits for company before a batch starts
 * @param bytes waiting bytes that start a batch at once, and the most a batch holds
 * @param objects the most objects of one feed in a batch, 1 to 1,000: COPY takes no longer list of files
 */
public record ClaimSettings(Duration poll, Duration linger, ByteSize bytes, int objects) {
    /** The most names that COPY takes in FILES, by Snowflake's documentation of COPY INTO. */
    public static final int MAX_OBJECTS = 1_000;

    public ClaimSettings {
        AtLeast.check("claim.poll", poll, AtLeast.SHORTEST);
        if (objects < 1 || objects > MAX_OBJECTS) {
            throw new IllegalArgumentException("claim.objects is " + objects + ": expected 1 to " + MAX_OBJECTS);
        }
        if (bytes.bytes() == 0) {
            throw new IllegalArgumentException("claim.bytes is 0: expected a size such as 1GiB");
        }
    }
}
