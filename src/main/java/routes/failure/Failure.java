package routes.failure;

import java.util.List;
import routes.snowflake.BoundJson;
import routes.text.Printable;

/**
 * Why a turn failed, and what follows.
 *
 * @param kind what to do
 * @param reason one line for people, foreign control characters escaped
 * @param objects the objects to set aside, for {@link Kind#POISON} only
 */
public record Failure(Kind kind, String reason, List<UnreadableObject> objects) {

    /** The kinds of failure, each with what is logged as its consequence. */
    public enum Kind {
        /** An outage: the batch's next turn tries again, however often. */
        RETRYABLE("an outage, tried again at the next turn"),
        /** Some objects cannot be read: they go to dead-letter, the rest of the batch loads. */
        POISON("objects that cannot be read go to dead-letter, the rest of the batch loads"),
        /** Everything would fail alike: stop, keep the data, call somebody. */
        SYSTEMIC("stopped, nothing is lost: correct the cause, then resume the route claim or restart"),
        /** Another loader leads: exit. */
        FENCED_OUT("this process exits");

        private final String consequence;

        Kind(String consequence) {
            this.consequence = consequence;
        }

        /** What follows, for people. */
        public String consequence() {
            return consequence;
        }
    }

    static Failure of(Kind kind, Throwable cause) {
        return new Failure(kind, Printable.message(cause), List.of());
    }

    /** The objects as rows for {@code load/record_failures}. */
    public String json() {
        return BoundJson.of(objects.stream()
                .map(unreadable -> new Row(
                        unreadable.object().landingKey(),
                        unreadable.object().etag(),
                        unreadable.object().feed(),
                        unreadable.key(),
                        unreadable.reason()))
                .toList());
    }

    private record Row(String landingKey, String etag, String feed, String sourceFile, String reason) {}

    /** For the log: what happened and what follows. */
    @Override
    public String toString() {
        return reason + " (" + kind.consequence + ")";
    }
}
