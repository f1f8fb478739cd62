package routes.tail;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/** Whether this process can name every file: Java takes the encoding of names from the locale it was started with. */
final class FileNames {
    /** The property of Java that says which encoding it took. */
    static final String ENCODING = "sun.jnu.encoding";

    private FileNames() {}

    /** What to tell of an encoding of names, if it does not hold every name. */
    static Optional<String> warning(String encoding) {
        return isUtf8(encoding)
                ? Optional.empty()
                : Optional.of(
                        "The locale has file names read as " + encoding + ", not as UTF-8. Files whose names hold other"
                                + " characters than that cannot be read. Start the agent with LC_ALL=C.UTF-8 in its environment.");
    }

    private static boolean isUtf8(String encoding) {
        try {
            return encoding == null || Charset.forName(encoding).equals(StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
