package routes.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import routes.ingest.BusyException;
import routes.ingest.Intake;
import routes.ingest.Placed;
import routes.ingest.StoppingException;
import routes.settings.FeedIngest;
import routes.settings.IngestSettings;

/**
 * Takes posts: reads all events of a body, and only if all of it can be read puts them, in one piece. Safe for any number of
 * threads.
 */
public final class Ingest {
    /** When Kinesis is away or this process stops, a moment changes little. */
    private static final Duration AWAY = Duration.ofSeconds(5);

    private final Intake intake;
    private final BodyBytes bodies;
    private final int eventLimit;
    private final Clock clock;
    private final HttpMeters meters;
    private final Map<String, Reader> readers = new HashMap<>();

    /**
     * Reads the schemas of the feeds.
     *
     * @param feeds that take posts
     * @param intake where events go
     * @throws routes.settings.SettingsException if a schema cannot be used
     */
    public Ingest(
            Collection<FeedIngest> feeds, IngestSettings settings, Intake intake, Clock clock, HttpMeters meters) {
        this.intake = intake;
        this.bodies = new BodyBytes((int) settings.bodyLimit().bytes());
        this.eventLimit = (int) settings.eventLimit().bytes();
        this.clock = clock;
        this.meters = meters;
        feeds.forEach(feed -> readers.put(feed.name(), Reader.of(feed, eventLimit)));
    }

    /** Answers a post; never completes exceptionally for what a client or Kinesis does. */
    public CompletionStage<Answer> post(Post post) {
        Instant received = clock.instant();
        try {
            return put(post.head(), read(post, received));
        } catch (RefusedException e) {
            return answered(post.head(), e.problem());
        } catch (BusyException e) {
            return answered(
                    post.head(),
                    Problem.later(
                            Problem.TOO_MANY_REQUESTS,
                            "Events arrive faster than Kinesis takes them. Nothing was accepted; send the request again"
                                    + " later.",
                            e.retryAfter()));
        } catch (StoppingException e) {
            return answered(post.head(), stopping());
        }
    }

    private EventLines read(Post post, Instant received) throws RefusedException {
        PostHead head = post.head();
        Reader reader = readers.get(head.feed());
        byte[] body = bodies.of(post);
        EventLines lines = new EventLines(head, received, eventLimit, reader.schema(), post.memory());
        if (head.format() == BodyFormat.CSV) {
            reader.csv().read(body, lines);
        } else {
            reader.json().read(body, head.format() == BodyFormat.LINES, lines);
        }
        if (!lines.events().isEmpty()) {
            return lines;
        }
        if (lines.rejected().isEmpty()) {
            throw new RefusedException(Problem.of(Problem.BAD_REQUEST, "The body holds no event."));
        }
        meters.refused(head.feed(), lines.rejected().size());
        Map.Entry<Integer, String> first =
                lines.rejected().entrySet().iterator().next();
        throw new RefusedException(Problem.at(
                first.getKey(),
                Problem.BAD_REQUEST,
                "No event satisfies the schema of its feed. Event " + first.getKey() + ": " + first.getValue()
                        + ". Nothing was accepted."));
    }

    private CompletionStage<Answer> put(PostHead head, EventLines lines) throws BusyException, StoppingException {
        return intake.put(head.feed(), lines.events()).thenApply(placed -> {
            int stored = (int)
                    placed.stream().filter(Placed.Stored.class::isInstance).count();
            meters.refused(head.feed(), lines.rejected().size());
            return stored == 0 && lines.rejected().isEmpty()
                    ? Answer.of(head.request(), away(placed))
                    : Answer.of(head.request(), lines.indexes(), placed, lines.rejected());
        });
    }

    private static Problem away(List<Placed> placed) {
        String reason = placed.get(0) instanceof Placed.GivenUp given ? given.reason() : "";
        return Problem.later(
                Problem.UNAVAILABLE,
                "Kinesis did not say in time that it has the events; it may have some of them. " + reason
                        + ". Send the same request again with the same Idempotency-Key.",
                AWAY);
    }

    /** Said by a process that stops. */
    static Problem stopping() {
        return Problem.later(
                Problem.UNAVAILABLE, "This process stops and takes no more events. Nothing was accepted.", AWAY);
    }

    private static CompletionStage<Answer> answered(PostHead head, Problem problem) {
        return CompletableFuture.completedFuture(Answer.of(head.request(), problem));
    }

    /** How the bodies of a feed are read. */
    private record Reader(JsonBody json, CsvBody csv, Optional<EventSchema> schema) {
        static Reader of(FeedIngest feed, int eventLimit) {
            return new Reader(
                    new JsonBody(feed.ingestKey()),
                    new CsvBody(feed.ingestKey(), eventLimit),
                    feed.ingestSchema().map(place -> EventSchema.read(feed.name(), place)));
        }
    }
}
