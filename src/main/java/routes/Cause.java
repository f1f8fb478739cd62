package routes;

import routes.text.Printable;

/** Finds out what failed, beneath what Camel wraps around it, which says where and not what. */
final class Cause {
    private Cause() {}

    /** For people, printable. */
    static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.camel.")) {
            cause = cause.getCause();
        }
        return Printable.message(cause);
    }
}
