package routes.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Gives the events of one request their ids, by which the warehouse knows an event that it has. A request that is sent again
 * under its Idempotency-Key gives each of its events the same id again. Belongs to one thread.
 */
final class EventIds {
    /** Hex digits of an id, and of the common part of the ids of a request: 128 bits. */
    private static final int DIGITS = 32;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final String common;

    private EventIds(String common) {
        this.common = common;
    }

    /** Those of a request. Clients have keys of their own, so the same Idempotency-Key of another is another request. */
    static EventIds of(PostHead head) {
        return new EventIds(head.idempotencyKey().map(key -> common(head, key)).orElse(""));
    }

    private static String common(PostHead head, String key) {
        MessageDigest hash = ApiKeys.sha256();
        hash.update(head.feed().getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
        hash.update(head.client().getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
        return HEX.formatHex(hash.digest(key.getBytes(StandardCharsets.UTF_8))).substring(0, DIGITS);
    }

    /** The id of the event at an index of the body. */
    String at(int index) {
        if (!common.isEmpty()) {
            return common + "-" + index;
        }
        byte[] bits = new byte[DIGITS / 2];
        RANDOM.nextBytes(bits);
        return HEX.formatHex(bits);
    }
}
