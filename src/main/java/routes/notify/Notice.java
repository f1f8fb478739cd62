package routes.notify;

/**
 * What a message of the queue says.
 *
 * @param kind what is to be made of it
 * @param reason why it is no news of a declared feed, on one line and safe to log; empty if it is
 */
public record Notice(Kind kind, String reason) {
    /** What is to be made of a message. */
    public enum Kind {
        /** At least one object has landed below a declared feed. */
        LANDED,
        /** It is of other buckets, prefixes or events. */
        OTHER,
        /** S3 tried whether it may write to the queue, as it does when notifications are set up. */
        TEST,
        /** It is no message of S3. */
        MALFORMED
    }

    static Notice of(Kind kind) {
        return new Notice(kind, "");
    }

    /** Whether it is worth a look at landing. */
    public boolean isLanded() {
        return kind == Kind.LANDED;
    }
}
