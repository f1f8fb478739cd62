package routes.alert;

import java.time.Instant;

/**
 * A message to people: a condition was met, is still met, or is over. Immutable.
 *
 * @param state which of these it says
 * @param finding what it is about; of the first occurrence if there were several
 * @param since when the condition was met first
 * @param seenAt when it was last seen to be met
 * @param count how often it occurred, 1 or more; how many alerts it stands for if {@code subjects} is more than one
 * @param subjects how many alerts it stands for
 * @param at when the message was written
 */
public record Alert(State state, Finding finding, Instant since, Instant seenAt, long count, int subjects, Instant at) {
    /** What a message says of its condition. */
    public enum State {
        /** It is met, for the first time. */
        RAISED("raised"),
        /** It is still met. */
        REPEATED("repeated"),
        /** It is met no more. */
        OVER("over"),
        /** Somebody tries the channels. */
        TEST("test");

        private final String key;

        State(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** The same for all messages of one alert: those that repeat it and the one that ends it. */
    public String id() {
        return finding.condition().key() + "/" + finding.subject() + "/" + since;
    }
}
