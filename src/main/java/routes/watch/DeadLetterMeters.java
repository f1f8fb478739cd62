package routes.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import routes.deadletter.DeadLetters;

/** Shows what was set aside, for {@code /observe/metrics}. Counters are there from the start. Thread-safe. */
public final class DeadLetterMeters {
    private final FeedMeters meters;

    /** Takes where the meters go. */
    public DeadLetterMeters(MeterRegistry registry) {
        this.meters = new FeedMeters(registry);
    }

    /** Shows every kind. */
    public void show(DeadLetters letters) {
        for (DeadLetters.Kind kind : DeadLetters.Kind.values()) {
            meters.counter(
                    "snowline.dead.letters",
                    "Objects and lines that this process set aside in dead-letter/",
                    Tags.of("kind", kind.name().toLowerCase(Locale.ROOT)),
                    letters,
                    all -> all.kept(kind));
        }
    }
}
