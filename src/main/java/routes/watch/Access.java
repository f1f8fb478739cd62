package routes.watch;

import java.util.Locale;

/** What a user of the management port may do; its name in lower case is the word for it in the file of users. */
enum Access {
    /** Reads. */
    VIEWER,
    /** Reads and steers. */
    OPERATOR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
