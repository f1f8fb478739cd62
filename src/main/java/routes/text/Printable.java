package routes.text;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Foreign text made safe to log or print: anybody may name a file or an object, line breaks included. At most
 * {@value #MAX_LENGTH} characters of it are kept.
 */
public final class Printable {
    public static final int MAX_LENGTH = 2_000;

    private Printable() {}

    /** The message of a failure, or its name if it has none. */
    public static String message(Throwable failure) {
        String message = failure.getMessage();
        return of(message == null ? failure.getClass().getSimpleName() : message);
    }

    /** Line breaks become spaces; other control and formatting characters are replaced by their code. */
    public static String of(Object foreign) {
        return safe(String.valueOf(foreign).codePoints().limit(MAX_LENGTH));
    }

    /** The same without a limit, for what somebody has asked to see. */
    public static String whole(Object foreign) {
        return safe(String.valueOf(foreign).codePoints());
    }

    private static String safe(IntStream points) {
        StringBuilder safe = new StringBuilder();
        points.forEach(point -> {
            if (point == '\n') {
                safe.append(' ');
            } else if (isHarmful(point)) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /** Control characters, and those that break or turn a line in viewers that read Unicode. */
    private static boolean isHarmful(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
