package routes.doctor;

import java.util.List;

/** Looks at one subject. Changes nothing that stays. Used by one thread. */
interface Check {
    /** The subject, in a word or two. */
    String name();

    /**
     * Looks.
     *
     * @throws Exception if it cannot look at all; its message becomes a finding
     */
    List<Finding> look() throws Exception;

    /** Whether what comes after it makes no sense if it has failed. */
    default boolean isGate() {
        return false;
    }
}
