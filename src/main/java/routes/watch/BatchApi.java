package routes.watch;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.deadletter.DeadLetter;
import routes.deadletter.DeadLetterList;
import routes.operate.Action;
import routes.operate.BatchDetail;
import routes.operate.BatchPage;
import routes.operate.Desk;
import routes.operate.Overview;
import routes.operate.Refusal;
import routes.page.ActionsPage;
import routes.page.BatchDetailPage;
import routes.page.BatchesPage;
import routes.page.DeadLettersPage;
import routes.page.Frame;
import routes.page.Html;
import routes.page.OverviewPage;
import routes.page.ProblemPage;
import routes.text.Printable;

/**
 * Answers requests about batches, dead letters and claiming, as JSON or as pages. What takes as long as a batch is begun and
 * answered with 202 and where to look; what takes seconds is waited for. Blocks, so it belongs on a thread that may; safe
 * for any number of them.
 */
final class BatchApi {
    /** A retry of many objects takes some seconds, a pause one or two. */
    private static final Duration WAIT = Duration.ofSeconds(50);

    private static final Logger LOG = LoggerFactory.getLogger(BatchApi.class);
    private static final int INTERNAL_ERROR = 500;

    private final Desk desk;
    private final String pipeline;
    private final Clock clock;

    BatchApi(Desk desk, String pipeline, Clock clock) {
        this.desk = desk;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    /** Answers one request, whatever it is. */
    Reply answer(Ask ask) {
        try {
            return ask.isSteering() ? steer(ask) : look(ask);
        } catch (Refusal e) {
            return refused(ask, e.status(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Cannot answer a request about {}", Printable.of(String.join("/", ask.path())), e);
            return refused(
                    ask,
                    INTERNAL_ERROR,
                    "This request failed: " + Printable.message(e) + ". The log of the loader says more.");
        }
    }

    private Reply look(Ask ask) {
        return switch (ask.part(0)) {
            case "" -> overview(ask);
            case "batches" -> ask.path().size() == 1 ? batches(ask) : batch(ask);
            case "dead-letters" -> ask.path().size() == 1 ? deadLetters(ask) : deadLetter(ask);
            case "claiming" -> Reply.json(Reply.OK, desk.claiming());
            case "actions" -> ask.path().size() == 1 ? actions(ask) : action(ask);
            default -> throw nothing();
        };
    }

    private Reply overview(Ask ask) {
        Overview overview = desk.overview();
        return shown(ask, overview, () -> OverviewPage.of(frame(ask), overview));
    }

    private Reply batches(Ask ask) {
        BatchPage page = desk.batches(ask.parameters());
        return shown(ask, page, () -> BatchesPage.of(frame(ask), page, ask.parameters()));
    }

    private Reply batch(Ask ask) {
        expect(ask, 2);
        BatchDetail detail = desk.batch(ask.part(1));
        return shown(ask, detail, () -> BatchDetailPage.of(frame(ask), detail));
    }

    private Reply deadLetters(Ask ask) {
        DeadLetterList.Page page = desk.deadLetters(ask.parameters());
        return shown(ask, page, () -> DeadLettersPage.of(frame(ask), page, ask.parameters()));
    }

    private Reply deadLetter(Ask ask) {
        DeadLetter letter = desk.deadLetter("dead-letter/"
                + String.join("/", ask.path().subList(1, ask.path().size())));
        return shown(ask, letter, () -> DeadLettersPage.of(frame(ask), letter));
    }

    private Reply actions(Ask ask) {
        List<Action> actions = desk.actions();
        return shown(ask, Map.of("actions", actions), () -> ActionsPage.of(frame(ask), actions));
    }

    private Reply action(Ask ask) {
        expect(ask, 2);
        Action action = desk.action(ask.part(1));
        return shown(ask, action, () -> ActionsPage.of(frame(ask), action));
    }

    private Reply steer(Ask ask) {
        return switch (ask.part(0)) {
            case "batches" -> replay(ask);
            case "dead-letters" -> retry(ask);
            case "claiming" -> claiming(ask);
            default -> throw nothing();
        };
    }

    private Reply replay(Ask ask) {
        expect(ask, 3);
        if (!Desk.VERBS.contains(ask.part(2))) {
            throw nothing();
        }
        return begun(desk.act(ask.part(2), ask.part(1), ask.visitor().name()));
    }

    private Reply retry(Ask ask) {
        expect(ask, 2);
        if (!ask.part(1).equals("retry")) {
            throw nothing();
        }
        String form = "{\"key\": \"dead-letter/objects/orders/…\"} or {\"reason\": \"no feed is declared\"}";
        Retried asked = Json.read(ask.body(), Retried.class, form);
        if ((asked.key() == null) == (asked.reason() == null)) {
            throw Refusal.misunderstood("Either a key or a reason says what to put back: expected " + form + ".");
        }
        String by = ask.visitor().name();
        Action action = asked.key() != null
                ? desk.retry(asked.key(), by)
                : desk.retryAll(asked.reason(), Objects.requireNonNullElse(asked.feed(), ""), by);
        return ended(desk.await(action, WAIT));
    }

    private Reply claiming(Ask ask) {
        expect(ask, 2);
        String by = ask.visitor().name();
        return switch (ask.part(1)) {
            case "pause" -> {
                Paused asked = Json.read(ask.body(), Paused.class, "{\"reason\": \"the warehouse is moved\"}");
                yield ended(desk.pause(Objects.requireNonNullElse(asked.reason(), ""), by));
            }
            case "resume" -> ended(desk.resume(by));
            default -> throw nothing();
        };
    }

    private Reply begun(Action action) {
        return new Reply(Reply.ACCEPTED, Reply.JSON, Json.of(action), "/actions/" + action.id());
    }

    private Reply ended(Action action) {
        return switch (action.outcome()) {
            case RUNNING -> begun(action);
            case DONE -> Reply.json(Reply.OK, action);
            case FAILED -> throw Refusal.failed(action.message());
        };
    }

    private Reply shown(Ask ask, Object value, java.util.function.Supplier<Html> page) {
        return ask.wantsPage() ? Reply.html(Reply.OK, page.get()) : Reply.json(Reply.OK, value);
    }

    private Reply refused(Ask ask, int status, String detail) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        return ask.wantsPage() && !ask.isSteering()
                ? Reply.html(status, ProblemPage.of(frame(ask), title, detail))
                : new Reply(status, Reply.PROBLEM, Json.of(new Problem("about:blank", title, status, detail)), null);
    }

    private Frame frame(Ask ask) {
        return new Frame(pipeline, ask.visitor().name(), ask.visitor().maySteer(), clock.instant());
    }

    private static void expect(Ask ask, int parts) {
        if (ask.path().size() != parts) {
            throw nothing();
        }
    }

    private static Refusal nothing() {
        return Refusal.unknown("There is nothing at this address: /batches, /dead-letters, /claiming and /actions are"
                + " there, and docs/batches.md tells of them.");
    }

    /** As RFC 9457 has it. */
    private record Problem(String type, String title, int status, String detail) {}

    private record Retried(String key, String reason, String feed) {}

    private record Paused(String reason) {}
}
