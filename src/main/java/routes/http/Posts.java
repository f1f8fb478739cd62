package routes.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import routes.settings.IngestSettings;

/**
 * Reads posts off the wire: lets the head be judged, then takes the body piece by piece while there is room for it, and hands on
 * what is whole. A client that is refused in the middle of its body gets its answer at once, and a moment to see it
 * before the connection is closed. Runs on the event loop.
 */
final class Posts implements Handler<RoutingContext> {
    static final String REQUEST_ID = "X-Request-Id";
    /** What a piece of a body takes beside its bytes: a client may send them one by one. */
    private static final int PIECE_BYTES = 64;

    private final long bodyLimit;
    private final Admission admission;
    private final HttpMeters meters;
    private final ByteBudget budget;
    private final Connections connections;
    private final Next next;

    Posts(
            IngestSettings settings,
            Admission admission,
            HttpMeters meters,
            ByteBudget budget,
            Connections connections,
            Next next) {
        this.bodyLimit = settings.bodyLimit().bytes();
        this.admission = admission;
        this.meters = meters;
        this.budget = budget;
        this.connections = connections;
        this.next = next;
    }

    /** Takes posts. */
    interface Next {
        /** Takes one, and answers it on any thread. */
        void take(Post post, Consumer<Answer> answer);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        new Reading(request, RequestId.of(request.getHeader(REQUEST_ID))).begin(context.pathParam("feed"));
    }

    /** Writes an answer. */
    static void send(HttpServerResponse response, String request, Answer answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (!request.isEmpty()) {
            response.putHeader(REQUEST_ID, request);
        }
        response.end(Buffer.buffer(answer.body()));
    }

    /** One post on its way in. */
    private final class Reading {
        private final HttpServerRequest request;
        private final String id;
        private final long begun = System.nanoTime();
        private final Context loop = Vertx.currentContext();
        private final ByteBudget.Share memory = budget.share();
        private final List<byte[]> chunks = new ArrayList<>();
        private long length;
        private boolean isRefused;
        private boolean isRead;

        Reading(HttpServerRequest request, String id) {
            this.request = request;
            this.id = id;
        }

        void begin(String feed) {
            PostHead head;
            try {
                head = admission.admit(id, feed, name -> request.headers().getAll(name));
            } catch (RefusedException e) {
                listen(null);
                refuse(e.problem());
                return;
            }
            connections.enter(request.connection(), Connections.Phase.BODY, this::late);
            listen(head);
            if (request.headers().contains("Expect")) {
                request.response().writeContinue();
            }
        }

        private void listen(PostHead head) {
            request.exceptionHandler(gone -> gone());
            request.handler(this::take);
            request.endHandler(end -> end(head));
        }

        private void take(Buffer chunk) {
            length += chunk.length();
            if (isRefused) {
                if (length > 2 * bodyLimit) {
                    request.connection().close();
                }
                return;
            }
            try {
                if (length > bodyLimit) {
                    throw Admission.tooLarge(bodyLimit);
                }
                memory.grow(chunk.length() + PIECE_BYTES);
                chunks.add(chunk.getBytes());
            } catch (RefusedException e) {
                refuse(e.problem());
            }
        }

        private void end(PostHead head) {
            isRead = true;
            if (isRefused) {
                connections.enter(request.connection(), Connections.Phase.HEAD, () -> {});
                return;
            }
            connections.enter(request.connection(), Connections.Phase.ANSWER, () -> {});
            next.take(new Post(head, List.copyOf(chunks), memory), answer -> loop.runOnContext(now -> answer(answer)));
        }

        private void late() {
            refuse(Problem.of(Problem.REQUEST_TIMEOUT, "The body did not arrive in time. Nothing was accepted."));
        }

        private void refuse(Problem problem) {
            isRefused = true;
            chunks.clear();
            if (!isRead) {
                connections.enter(request.connection(), Connections.Phase.DRAIN, () -> {});
            }
            answer(Answer.of(id, problem));
        }

        private void answer(Answer answer) {
            memory.release();
            meters.answered(answer.status(), System.nanoTime() - begun, length);
            send(request.response(), id, answer);
            if (isRead) {
                connections.enter(request.connection(), Connections.Phase.HEAD, () -> {});
            }
        }

        /** The client has left in the middle of its body. Later the share is another thread's, until the answer. */
        private void gone() {
            if (!isRead) {
                chunks.clear();
                memory.release();
            }
        }
    }
}
