package local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import local.snowflake.access.Users;
import local.snowflake.session.Faults;
import local.snowflake.session.Job;
import local.snowflake.session.Session;
import local.snowflake.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints that the JDBC driver calls, on a loopback port. Each request has a thread until it is answered. */
public final class Server implements AutoCloseable {

    static {
        // Small answers would wait for an acknowledgement of the header; read before the server class loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final HttpServer http;
    private final ExecutorService threads;
    private final Sessions sessions;
    private final Faults faults;
    private final LoginEndpoint doors;
    private final QueryEndpoint queries;

    /**
     * Starts listening.
     *
     * @param port 0 for a free one
     * @param users how they sign in
     * @throws IOException if the port is taken
     */
    public Server(int port, String password, Users users, Clock clock, Sessions sessions, Faults faults)
            throws IOException {
        this.sessions = sessions;
        this.faults = faults;
        doors = new LoginEndpoint(new Login(password, users, clock), sessions);
        queries = new QueryEndpoint(faults);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "snowflake-http");
            thread.setDaemon(true);
            return thread;
        });
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange raw) throws IOException {
        try (raw) {
            Exchange exchange = new Exchange(raw);
            if (faults.isRefused()) {
                exchange.body();
                exchange.answer(503);
                return;
            }
            try {
                route(exchange);
            } catch (RuntimeException e) {
                LOG.error("The request to {} failed", exchange.path(), e);
                exchange.answer(Answers.failure("000603", "The local server failed: " + e));
            }
        }
    }

    private void route(Exchange exchange) throws IOException {
        String path = exchange.path();
        if (path.equals("/session/v1/login-request")) {
            doors.login(exchange);
        } else if (path.equals("/session/token-request")) {
            doors.renew(exchange);
        } else if (path.equals("/telemetry/send")) {
            exchange.body();
            exchange.answer(Answers.success(null));
        } else {
            JsonNode body = exchange.isPost() ? exchange.body() : null;
            Optional<Session> session = sessions.find(exchange.token());
            if (session.isEmpty()) {
                exchange.answer(Answers.failure(Answers.SESSION_EXPIRED, "The session token has expired."));
            } else {
                inSession(exchange, body, session.get());
            }
        }
    }

    private void inSession(Exchange exchange, JsonNode body, Session session) throws IOException {
        String path = exchange.path();
        if (path.equals("/queries/v1/query-request") && body != null) {
            queries.run(exchange, body, session);
        } else if (path.startsWith("/queries/") && path.endsWith("/result")) {
            Job job = session.job(path.split("/", -1)[2]);
            if (job == null) {
                exchange.answer(404);
            } else {
                queries.answer(exchange, session, job);
            }
        } else if (path.equals("/queries/v1/abort-request")) {
            queries.cancel(exchange, session);
        } else if (path.equals("/session/heartbeat")) {
            exchange.answer(Answers.success(null));
        } else if (path.equals("/session") && "true".equals(exchange.query().get("delete"))) {
            sessions.close(session);
            exchange.answer(Answers.success(null));
        } else {
            exchange.answer(404);
        }
    }
}
