package routes.doctor;

import routes.text.Printable;

/**
 * What one look has found.
 *
 * @param status how it is
 * @param check what was looked at, in a word or two
 * @param found what was looked at more precisely, and how it is; holds no secret
 * @param advice what to do; empty where nothing is to be done
 */
public record Finding(Status status, String check, String found, String advice) {
    /** How something is. */
    public enum Status {
        OK,
        /** The process works, but something is not as it should be, or could not be looked at. */
        WARNING,
        /** The process does not work, or loses data. */
        FAILED
    }

    /** Makes foreign text among the words harmless to a terminal. */
    public Finding {
        found = Printable.of(found);
        advice = Printable.of(advice);
    }

    static Finding ok(String check, String found) {
        return new Finding(Status.OK, check, found, "");
    }

    static Finding warning(String check, String found, String advice) {
        return new Finding(Status.WARNING, check, found, advice);
    }

    static Finding failed(String check, String found, String advice) {
        return new Finding(Status.FAILED, check, found, advice);
    }

    boolean isFailed() {
        return status == Status.FAILED;
    }
}
