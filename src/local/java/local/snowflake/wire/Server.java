package local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.session.Faults;
import local.snowflake.session.Request;
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

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final HttpServer http;
    private final ExecutorService threads;
    private final Sessions sessions;
    private final Faults faults;
    private final Login login;

    /**
     * Starts listening.
     *
     * @param port 0 for a free one
     * @param keys public keys by user in upper case
     * @throws IOException if the port is taken
     */
    public Server(int port, String password, Map<String, PublicKey> keys, Clock clock, Sessions sessions, Faults faults)
            throws IOException {
        this.sessions = sessions;
        this.faults = faults;
        login = new Login(password, keys, clock);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
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
            login(exchange);
        } else if (path.equals("/session/token-request")) {
            renew(exchange);
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
            query(exchange, body, session);
        } else if (path.startsWith("/queries/") && path.endsWith("/result")) {
            Session.Job job = session.job(path.split("/", -1)[2]);
            if (job == null) {
                exchange.answer(404);
            } else {
                answer(exchange, session, job);
            }
        } else if (path.equals("/queries/v1/abort-request")) {
            cancel(exchange, session);
        } else if (path.equals("/session/heartbeat")) {
            exchange.answer(Answers.success(null));
        } else if (path.equals("/session") && "true".equals(exchange.query().get("delete"))) {
            sessions.close(session);
            exchange.answer(Answers.success(null));
        } else {
            exchange.answer(404);
        }
    }

    private void login(Exchange exchange) throws IOException {
        JsonNode data = exchange.body().path("data");
        Optional<String> refusal = login.refusal(data);
        if (refusal.isPresent()) {
            String message = refusal.get().equals(Login.BAD_TOKEN)
                    ? "JWT token is invalid."
                    : "Incorrect username or password was specified.";
            exchange.answer(Answers.failure(refusal.get(), message));
            return;
        }
        try {
            Sessions.Tokens tokens =
                    sessions.open(data.path("LOGIN_NAME").asText().toUpperCase(Locale.ROOT));
            String schema = exchange.query().getOrDefault("schemaName", "");
            tokens.session().prepare(schema, texts(data.path("SESSION_PARAMETERS")));
            exchange.answer(Answers.login(tokens));
        } catch (SqlFailure e) {
            exchange.answer(Answers.failure(e.code(), e.getMessage()));
        } catch (SQLException e) {
            throw new IOException("A session cannot be opened", e);
        }
    }

    private void renew(Exchange exchange) throws IOException {
        exchange.body();
        Optional<Sessions.Tokens> tokens = sessions.renew(exchange.token());
        exchange.answer(
                tokens.isPresent()
                        ? Answers.renewed(tokens.get())
                        : Answers.failure("390114", "The master token has expired."));
    }

    private void query(Exchange exchange, JsonNode body, Session session) throws IOException {
        String id = exchange.query().getOrDefault("requestId", UUID.randomUUID().toString());
        JsonNode count = body.path("parameters").path("MULTI_STATEMENT_COUNT");
        if (body.path("asyncExec").asBoolean() || (!count.isMissingNode() && count.asInt() != 1)) {
            SqlFailure refusal = SqlFailure.unsupported("asynchronous or multi-statement execution");
            exchange.answer(Answers.failure(refusal.code(), refusal.getMessage()));
            return;
        }
        Request request = new Request(
                id,
                body.path("sqlText").asText(),
                binds(body.path("bindings")),
                body.path("describeOnly").asBoolean());
        answer(exchange, session, session.submit(request));
    }

    private void answer(Exchange exchange, Session session, Session.Job job) throws IOException {
        Object answer;
        try {
            answer = Answers.reply(session, job.reply().get(faults.detachAfter().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer = Answers.running(job.queryId());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The session failed", e);
        }
        if (!faults.isAnswerLost()) {
            exchange.answer(answer);
        }
    }

    private static void cancel(Exchange exchange, Session session) throws IOException {
        try {
            session.cancel();
            exchange.answer(Answers.success(null));
        } catch (SQLException e) {
            exchange.answer(Answers.failure("000605", "The statement cannot be cancelled."));
        }
    }

    /** The variables by row: a value that is a list belongs to a batch. */
    private static List<List<Request.Variable>> binds(JsonNode bindings) {
        int rows = bindings.isEmpty() ? 0 : 1;
        for (JsonNode binding : bindings) {
            rows = binding.path("value").isArray() ? binding.path("value").size() : rows;
        }
        List<List<Request.Variable>> batch = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Request.Variable> variables = new ArrayList<>();
            for (int i = 1; bindings.has(Integer.toString(i)); i++) {
                JsonNode binding = bindings.path(Integer.toString(i));
                JsonNode value = binding.path("value");
                JsonNode cell = value.isArray() ? value.path(row) : value;
                variables.add(
                        new Request.Variable(binding.path("type").asText(), cell.isTextual() ? cell.asText() : null));
            }
            batch.add(variables);
        }
        return batch;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new java.util.TreeMap<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            texts.put(name, node.path(name).asText());
        }
        return texts;
    }
}
