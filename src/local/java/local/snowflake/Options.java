package local.snowflake;

import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a {@link LocalSnowflake} is started. Immutable.
 *
 * @param port the loopback port, 0 for a free one
 * @param file the database file, or null for memory
 * @param s3 where the buckets of stages are
 * @param keys public RSA keys by user in upper case
 * @param listener called with the text of each statement before it runs, on the session's thread; must not block
 * @param abandonedAfter how long an idle transaction may keep others waiting
 */
public record Options(
        int port,
        Path file,
        URI s3,
        Map<String, PublicKey> keys,
        Consumer<String> listener,
        Duration abandonedAfter,
        Clock clock) {

    /** Snowflake rolls back a transaction that was idle for five minutes once it blocks another. */
    private static final Duration ABANDONED = Duration.ofMinutes(5);

    /** In memory, on a free port, with the buckets at an address. */
    public static Options inMemory(URI s3) {
        return new Options(0, null, s3, Map.of(), sql -> {}, ABANDONED, Clock.systemUTC());
    }

    public Options withPort(int value) {
        return new Options(value, file, s3, keys, listener, abandonedAfter, clock);
    }

    public Options withFile(Path value) {
        return new Options(port, value, s3, keys, listener, abandonedAfter, clock);
    }

    /** Lets a user sign in with a key pair. */
    public Options withKey(String user, PublicKey key) {
        Map<String, PublicKey> more = new HashMap<>(keys);
        more.put(user.toUpperCase(Locale.ROOT), key);
        return new Options(port, file, s3, Map.copyOf(more), listener, abandonedAfter, clock);
    }

    public Options withListener(Consumer<String> value) {
        return new Options(port, file, s3, keys, value, abandonedAfter, clock);
    }

    public Options withAbandonedAfter(Duration value) {
        return new Options(port, file, s3, keys, listener, value, clock);
    }

    public Options withClock(Clock value) {
        return new Options(port, file, s3, keys, listener, abandonedAfter, value);
    }
}
