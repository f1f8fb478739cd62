package local.wire;

import java.time.Duration;
import java.util.function.Predicate;

/** A fault that makes requests wait before they go on. */
final class Delay extends Fault {

    private final Duration time;

    Delay(Predicate<Request> when, Duration time) {
        super(Kind.DELAY, when);
        this.time = time;
    }

    Duration time() {
        return time;
    }
}
