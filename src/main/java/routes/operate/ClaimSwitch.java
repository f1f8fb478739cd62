package routes.operate;

/** The route {@code claim}, as far as it can be switched. */
public interface ClaimSwitch {
    /** What the route does. */
    enum Position {
        /** It looks at landing. */
        STARTED,
        /** It was suspended: by a failure, by a pause, or by somebody through JMX. */
        SUSPENDED,
        /** It does not run here, since another loader leads or this one starts or stops. */
        STOPPED
    }

    Position position();

    /** Suspends it, and returns when it is; a turn that is under way goes on to its end. */
    void suspend();

    /** Resumes it if it is suspended, and has landing looked at. */
    void resume();
}
