package routes.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How events are taken by HTTP and put on Kinesis.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param keysFile the API keys, a line each; without it everybody who reaches the port may post, and the port has to be one
 *     that only this host reaches
 * @param bodyLimit the most bytes of a request's body, as it is sent and once it is unpacked; more takes larger batches and
 *     more memory
 * @param eventLimit the most bytes of one event
 * @param bodyBudget bytes of all the bodies being read and parsed at once; beyond it requests are refused for a moment
 * @param bodyTimeout how long a client may take over one body
 * @param idleTimeout how long a connection may be silent before it is closed
 * @param connections the most connections at once
 * @param linger how long an event waits for others to share a record with; longer makes fewer, larger calls and later answers
 * @param budget bytes of events that are not stored yet; beyond it requests are refused for a moment
 * @param timeout how long an event is tried to be stored before its request is answered without success
 * @param inFlight the most calls to Kinesis under way for one stream
 */
public record IngestSettings(
        String host,
        int port,
        Optional<Path> keysFile,
        ByteSize bodyLimit,
        ByteSize eventLimit,
        ByteSize bodyBudget,
        Duration bodyTimeout,
        Duration idleTimeout,
        int connections,
        Duration linger,
        ByteSize budget,
        Duration timeout,
        int inFlight) {
    /** What a record may hold, less room for what stands around an event: its id, its time and the request's. */
    public static final ByteSize MOST_EVENT = new ByteSize(999_000);

    private static final int MOST_PORT = 65_535;
    /** A body is held as an array. */
    private static final ByteSize MOST_BODY = new ByteSize(1 << 30);

    private static final ByteSize KIBIBYTE = new ByteSize(1024);

    public IngestSettings {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("ingest.port is " + port + ": expected 0 to " + MOST_PORT);
        }
        AtLeast.check("ingest.event-limit", eventLimit, new ByteSize(2));
        atMost("ingest.event-limit", eventLimit, MOST_EVENT);
        AtLeast.check("ingest.body-limit", bodyLimit, KIBIBYTE);
        atMost("ingest.body-limit", bodyLimit, MOST_BODY);
        // One body at least has to fit, as it is sent and unpacked, or none would ever be taken.
        AtLeast.check("ingest.body-budget", bodyBudget, new ByteSize(2 * bodyLimit.bytes()));
        AtLeast.check("ingest.body-timeout", bodyTimeout, Duration.ofSeconds(1));
        AtLeast.check("ingest.idle-timeout", idleTimeout, Duration.ofSeconds(1));
        AtLeast.check("ingest.connections", connections, 1);
        AtLeast.check("ingest.linger", linger, Duration.ZERO);
        AtLeast.check("ingest.budget", budget, bodyLimit);
        AtLeast.check("ingest.timeout", timeout, AtLeast.SHORTEST);
        AtLeast.check("ingest.in-flight", inFlight, 1);
    }

    private static void atMost(String key, ByteSize value, ByteSize most) {
        if (value.bytes() > most.bytes()) {
            throw new IllegalArgumentException(key + " is " + value + ": expected " + most + " or less");
        }
    }
}
