package routes.failure;

/** Text from elsewhere, made fit for a log line: control characters escaped, length bounded. */
final class Foreign {
    private static final int MAX_LENGTH = 2_000;

    private Foreign() {}

    static String text(Throwable cause) {
        String message = cause.getMessage();
        return text(message == null ? cause.getClass().getSimpleName() : message);
    }

    static String text(String foreign) {
        StringBuilder text = new StringBuilder();
        foreign.codePoints().limit(MAX_LENGTH).forEach(point -> {
            if (isHarmful(point)) {
                text.append(point == '\n' ? " " : "?");
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }

    /** Control characters, and those that break or turn a line in viewers that read Unicode. */
    private static boolean isHarmful(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
