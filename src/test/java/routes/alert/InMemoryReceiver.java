package routes.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that keeps what is posted to it and answers as it is told. */
public final class InMemoryReceiver implements AutoCloseable {
    /** The secret part of its address. */
    public static final String TOKEN = "T0000-hidden-token";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Answer answer = new Answer(200, "ok", Map.of());
    private volatile boolean isHanging;

    /** What it answers. */
    public record Answer(int status, String body, Map<String, String> headers) {}

    public InMemoryReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** Its address, with a secret in it. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/" + TOKEN;
    }

    public void answers(int status, String body, Map<String, String> fields) {
        answer = new Answer(status, body, Map.copyOf(fields));
    }

    /** Takes everything from now on and answers nothing. */
    public void hangs() {
        isHanging = true;
    }

    /** What was posted, whatever the answer. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    public List<Map<String, List<String>>> headers() {
        return List.copyOf(headers);
    }

    private void take(HttpExchange request) throws IOException {
        headers.add(Map.copyOf(request.getRequestHeaders()));
        bodies.add(new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (isHanging) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(request.getResponseHeaders()::add);
        request.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        request.getResponseBody().write(body);
        request.close();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
