package bench.ingest;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/** What the server under a gateway can do at best: reads each body and answers 202 at once, on one event loop. */
final class BareServer {
    private static final String ANSWER = "{\"accepted\":1}";

    private BareServer() {}

    /** Serves until it is stopped. */
    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        int port = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(request -> request.body()
                        .onSuccess(body -> request.response().setStatusCode(202).end(ANSWER)))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        System.out.println(port);
        Thread.currentThread().join();
    }
}
