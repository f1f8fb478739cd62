package routes.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import routes.settings.OwnedFile;

/** Counts what is asked and answered, for {@code /observe/metrics}. Safe for any number of threads. */
public final class HttpMeters {
    private static final String HTTP = "snowline.http.";

    private final MeterRegistry registry;
    private final Map<Integer, Timer> answers = new ConcurrentHashMap<>();
    private final Map<String, Counter> refused;
    private final Counter bytes;

    /**
     * Makes the meters, so that the first rise is seen as one.
     *
     * @param feeds that take posts
     * @param keys the file of API keys, if there is one
     */
    public HttpMeters(MeterRegistry registry, Collection<String> feeds, Optional<OwnedFile<ApiKeys>> keys) {
        this.registry = registry;
        this.bytes = Counter.builder(HTTP + "body.bytes")
                .description("Bytes of bodies as they arrived")
                .register(registry);
        this.refused = feeds.stream()
                .collect(Collectors.toMap(Function.identity(), feed -> Counter.builder(HTTP + "events.refused")
                        .description("Events that break the schema of their feed")
                        .tag("feed", feed)
                        .register(registry)));
        keys.ifPresent(file -> Gauge.builder(
                        HTTP + "keys.broken", file, read -> read.complaint().isPresent() ? 1 : 0)
                .description("1 while the file of API keys cannot be used, so that older keys hold")
                .strongReference(true)
                .register(registry));
        timer(Answer.ACCEPTED);
        timer(Problem.UNAVAILABLE);
    }

    /** Events of a feed break its schema. */
    void refused(String feed, int events) {
        refused.get(feed).increment(events);
    }

    /** A request is answered, so long after its head and after so many bytes of its body. */
    void answered(int status, long nanos, long bodyBytes) {
        bytes.increment((double) bodyBytes);
        timer(status).record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Statuses are few: they are the server's own. */
    private Timer timer(int status) {
        return answers.computeIfAbsent(status, code -> Timer.builder(HTTP + "requests")
                .description("Posts answered, and how long that took")
                .tag("status", String.valueOf(code))
                .register(registry));
    }
}
