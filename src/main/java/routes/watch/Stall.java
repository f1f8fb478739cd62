package routes.watch;

import java.time.Instant;
import routes.text.Printable;

/**
 * Lines of a feed wait and none of them leaves. Immutable.
 *
 * @param feed the feed
 * @param what the file with its bytes, or what else stands still
 * @param since when something was acknowledged last
 * @param lastError why, as far as it is known; empty if it is not
 */
public record Stall(String feed, String what, Instant since, String lastError) {
    /** One sentence for people; foreign text in it is made safe to print. */
    @Override
    public String toString() {
        return "Feed " + feed + " stands still since " + since + ": " + Printable.of(what)
                + (lastError.isEmpty() ? "" : ". Last error: " + lastError);
    }
}
