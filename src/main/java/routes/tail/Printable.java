package routes.tail;

/** Foreign text made safe to log: a file may be named by anybody, line breaks included. */
final class Printable {
    private Printable() {}

    /** Replaces every control and formatting character by its code. */
    static String of(Object foreign) {
        String text = String.valueOf(foreign);
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
