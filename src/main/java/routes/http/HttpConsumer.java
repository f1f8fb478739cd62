package routes.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a route take the posts of a path. An exchange holds the post in its body and no header that a client has sent; the route
 * answers with an {@link Answer}, on whatever thread, and none waits for it. While it is suspended or
 * stopped, posts are answered 503.
 */
final class HttpConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConsumer.class);

    private final HttpEngine engine;
    /** What knows the path. Belongs to the thread that starts and stops routes. */
    private Router known;

    HttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, HttpEngine engine) {
        super(endpoint, processor);
        this.engine = engine;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    /** The path stays known when the route stops: a client that is told 404 would not come again. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (known != engine.router()) {
            String path = getEndpoint().getPath().replaceAll("\\{([^/}]+)\\}", ":$1");
            known = engine.router();
            known.route(HttpMethod.POST, path).handler(engine.posts(this::take));
        }
        engine.listen();
    }

    private void take(Post post, Consumer<Answer> answer) {
        if (isSuspendingOrSuspended() || isStoppingOrStopped()) {
            answer.accept(Answer.of(post.head().request(), Ingest.stopping()));
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getIn().setBody(post);
        engine.vertx()
                .executeBlocking(() -> process(exchange, post, answer), false)
                .onFailure(e -> answer.accept(failed(post, e)));
    }

    private Void process(Exchange exchange, Post post, Consumer<Answer> answer) throws Exception {
        createUoW(exchange);
        getAsyncProcessor().process(exchange, isSync -> {
            Answer made = answer(exchange, post);
            doneUoW(exchange);
            releaseExchange(exchange, false);
            answer.accept(made);
        });
        return null;
    }

    private static Answer answer(Exchange exchange, Post post) {
        if (exchange.getException() == null && exchange.getMessage().getBody() instanceof Answer made) {
            return made;
        }
        return failed(post, exchange.getException());
    }

    private static Answer failed(Post post, Throwable failure) {
        LOG.error("Request {} failed", post.head().request(), failure);
        return Answer.of(
                post.head().request(),
                Problem.of(
                        Problem.INTERNAL_ERROR,
                        "This is an error of the server, whose log names the request. Events of it may be stored."));
    }
}
