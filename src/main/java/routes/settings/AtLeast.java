package routes.settings;

import java.time.Duration;

/** Lower bounds of settings. */
final class AtLeast {
    /** The shortest time that timers and pauses can keep. */
    static final Duration SHORTEST = Duration.ofMillis(1);

    private AtLeast() {}

    /**
     * Refuses a shorter time.
     *
     * @throws IllegalArgumentException naming the key
     */
    static void check(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    key + " is " + value.toMillis() + "ms: expected " + least.toMillis() + "ms or more");
        }
    }

    /**
     * Refuses a smaller number.
     *
     * @throws IllegalArgumentException naming the key
     */
    static void check(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(key + " is " + value + ": expected " + least + " or more");
        }
    }

    /**
     * Refuses a smaller size.
     *
     * @throws IllegalArgumentException naming the key
     */
    static void check(String key, ByteSize value, ByteSize least) {
        if (value.bytes() < least.bytes()) {
            throw new IllegalArgumentException(key + " is " + value + ": expected " + least + " or more");
        }
    }
}
