package routes.operate;

import java.time.Instant;

/**
 * What somebody who was asked has said, or why they have not.
 *
 * @param value the answer; null if there never was one
 * @param at when it was given; null if there never was one
 * @param problem why there is none now; the answer, if there is one, is an older one. Null if all is well
 */
public record Reading<T>(T value, Instant at, String problem) {
    /** Whether there is an answer, of whatever age. */
    public boolean isKnown() {
        return value != null;
    }
}
