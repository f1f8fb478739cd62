package routes.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names a request in its answer, in its events and in the log. */
final class RequestId {
    /** What a client may call its request: harmless in a header, in JSON and in a log. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The client's own, if it is harmless; a random one if not, or if there is none (null). */
    static String of(String wanted) {
        if (wanted != null && HARMLESS.matcher(wanted).matches()) {
            return wanted;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
