package routes.deadletter;

import java.time.Instant;
import java.util.Locale;

/**
 * A thing that was set aside, with what its sidecar says.
 *
 * @param key its key
 * @param kind {@value #OBJECTS} for a whole object, {@value #LINES} for a line
 * @param feed the folder it lies in: a feed, or {@code _undeclared}
 * @param size in bytes
 * @param storedAt when it was put there
 * @param sidecar why; null if there is none, or none that can be read
 * @param problem what is wrong with the sidecar; null if nothing is
 */
public record DeadLetter(
        String key, String kind, String feed, long size, Instant storedAt, Sidecar sidecar, String problem) {
    /** The kind that can be put back. */
    public static final String OBJECTS = "objects";

    public static final String LINES = "lines";
    private static final int MAX_REASON = 80;

    /** The reason without what differs from one thing to the next, to count by. */
    public String kindOfReason() {
        if (sidecar == null || sidecar.reason() == null) {
            return "no sidecar says why";
        }
        String reason = sidecar.reason();
        int colon = reason.indexOf(": ");
        String head = colon < 0 ? reason : reason.substring(0, colon);
        return head.codePointCount(0, head.length()) <= MAX_REASON
                ? head
                : head.substring(0, head.offsetByCodePoints(0, MAX_REASON));
    }

    /** Whether its reason holds a text, in whatever case. */
    public boolean isFor(String reason) {
        String told = sidecar == null || sidecar.reason() == null ? kindOfReason() : sidecar.reason();
        return told.toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT));
    }
}
