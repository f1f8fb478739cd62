package routes.lease;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import local.wire.Loopback;

/**
 * The part of an API server that leases need, over TLS on a loopback port: GET, POST and PUT of {@code coordination.k8s.io/v1}
 * with the checks that make them safe. A token that it does not know is 401, a verb that is not granted 403, a write of any
 * version but the newest 409. A directory beside it is the service account of its pods. Thread-safe.
 */
public final class LeaseServer implements AutoCloseable {
    public static final String NAMESPACE = "logs";

    private static final Pattern PATH =
            Pattern.compile("/apis/coordination\\.k8s\\.io/v1/namespaces/([a-z0-9-]+)/leases(?:/([a-z0-9-]+))?");
    private static final Pattern MICRO_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STORE_PASSWORD = "only-of-this-test";
    private static final int MAX_SPELLS = 10_000;

    private final HttpsServer server;
    private final ExecutorService callers = Executors.newCachedThreadPool(Loopback.daemon("lease-server"));
    private final Path directory;
    private final Map<String, ObjectNode> leases = new LinkedHashMap<>();
    private final List<String> holders = new ArrayList<>();
    private long version = 1;
    private String token = "first-token";
    private String refusedVerb = "";
    private volatile boolean isAway;

    /**
     * Starts it.
     *
     * @param directory an empty directory for its certificate and the service account
     */
    public LeaseServer(Path directory) throws Exception {
        this.directory = directory;
        Files.writeString(directory.resolve("namespace"), NAMESPACE);
        Files.writeString(directory.resolve("token"), token + "\n");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity(directory)));
        server.createContext("/", this::answer);
        server.setExecutor(callers);
        server.start();
    }

    /** Makes a certificate for 127.0.0.1 that vouches for itself, as ca.crt. */
    private static SSLContext identity(Path directory) throws Exception {
        Path store = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD,
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=local",
                        "-ext",
                        "SAN=ip:127.0.0.1")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new IllegalStateException(said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        Files.writeString(
                directory.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("server").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(keys, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(manager.getKeyManagers(), null, null);
        return context;
    }

    public URI endpoint() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What a loader is told to stand for a lease here, at a pace that tests can wait for. */
    public Map<String, String> properties() {
        return Map.of(
                "lead.by",
                "kubernetes",
                "lead.api-server",
                endpoint().toString(),
                "lead.service-account",
                directory.toString(),
                "lead.lease-duration",
                "2s",
                "lead.renew-deadline",
                "1500ms",
                "lead.retry-period",
                "200ms");
    }

    /** Replaces the token, as Kubernetes does before it expires. */
    public synchronized void rotateToken(String next) throws IOException {
        token = next;
        Files.writeString(directory.resolve("token"), next);
    }

    /** Takes a token from which the file of the service account differs. */
    synchronized void expect(String other) {
        token = other;
    }

    /** Refuses a verb from now on; none if it is empty. */
    synchronized void refuse(String verb) {
        refusedVerb = verb;
    }

    /** Answers every request with 503 while it is so. */
    public void away(boolean away) {
        isAway = away;
    }

    /** Who holds a lease; empty if nobody does. */
    public synchronized String holder(String name) {
        ObjectNode lease = leases.get(name);
        return lease == null ? "" : lease.path("spec").path("holderIdentity").asText("");
    }

    /** Who has held leases, one entry each time that one changed hands, oldest first. */
    public synchronized List<String> holders() {
        return List.copyOf(holders);
    }

    /** Puts a lease into other hands for an hour, or into nobody's if the holder is empty, as an administrator could. */
    public synchronized void give(String name, String holder) {
        ObjectNode changed = leases.containsKey(name) ? leases.get(name).deepCopy() : JSON.createObjectNode();
        changed.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        changed.withObject("/metadata").put("name", name);
        ObjectNode spec = changed.withObject("/spec").put("leaseDurationSeconds", 3_600);
        if (holder.isEmpty()) {
            spec.remove("holderIdentity");
        } else {
            spec.put("holderIdentity", holder);
        }
        store(name, changed);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Reply reply;
            try {
                reply = isAway ? status(503, "away") : reply(exchange, body);
            } catch (RuntimeException e) {
                reply = status(500, e.toString());
            }
            byte[] bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Reply reply(HttpExchange exchange, String body) throws IOException {
        Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return status(401, "Unauthorized");
        }
        if (!path.matches()) {
            return status(404, "no such path");
        }
        String verb =
                switch (exchange.getRequestMethod()) {
                    case "GET" -> "get";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    default -> "";
                };
        if (verb.isEmpty() || verb.equals(refusedVerb)) {
            return status(403, "leases.coordination.k8s.io is forbidden: cannot " + verb);
        }
        if (!path.group(1).equals(NAMESPACE)) {
            return status(404, "namespaces \"" + path.group(1) + "\" not found");
        }
        return verb.equals("get") ? read(path.group(2)) : write(path.group(2), (ObjectNode) JSON.readTree(body));
    }

    private Reply read(String name) {
        ObjectNode lease = leases.get(name);
        return lease == null ? status(404, "not found") : new Reply(200, lease);
    }

    private Reply write(String named, ObjectNode lease) {
        String name = lease.path("metadata").path("name").asText();
        ObjectNode known = leases.get(name);
        String complaint = complaint(lease, named);
        if (!complaint.isEmpty()) {
            return status(422, complaint);
        }
        if (named == null && known != null) {
            return status(409, "already exists");
        }
        if (named != null && known == null) {
            return status(404, "not found");
        }
        JsonNode expected = lease.path("metadata").path("resourceVersion");
        if (known != null && !known.path("metadata").path("resourceVersion").equals(expected)) {
            return status(409, "the object has been modified");
        }
        store(name, lease);
        return new Reply(named == null ? 201 : 200, leases.get(name));
    }

    private void store(String name, ObjectNode lease) {
        String before = holder(name);
        version++;
        ObjectNode stored = lease.deepCopy();
        ((ObjectNode) stored.path("metadata"))
                .put("resourceVersion", Long.toString(version))
                .put("namespace", NAMESPACE);
        leases.put(name, stored);
        if (!holder(name).equals(before) && holders.size() < MAX_SPELLS) {
            holders.add(holder(name));
        }
    }

    /** What the API server would find wrong with the object. */
    private static String complaint(ObjectNode lease, String named) {
        JsonNode spec = lease.path("spec");
        if (!lease.path("kind").asText().equals("Lease")
                || !lease.path("apiVersion").asText().equals("coordination.k8s.io/v1")
                || (named != null
                        && !named.equals(lease.path("metadata").path("name").asText()))) {
            return "no such Lease";
        }
        if (spec.has("leaseDurationSeconds")
                && spec.path("leaseDurationSeconds").asInt() <= 0) {
            return "spec.leaseDurationSeconds: must be greater than 0";
        }
        if (spec.has("leaseTransitions") && spec.path("leaseTransitions").asInt() < 0) {
            return "spec.leaseTransitions: must be greater than or equal to 0";
        }
        for (String time : List.of("acquireTime", "renewTime")) {
            if (spec.has(time) && !MICRO_TIME.matcher(spec.path(time).asText()).matches()) {
                return "spec." + time + ": is no MicroTime";
            }
        }
        return "";
    }

    private static Reply status(int code, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("kind", "Status")
                .put("status", "Failure")
                .put("message", message)
                .put("code", code);
        return new Reply(code, body);
    }

    private record Reply(int status, ObjectNode body) {}

    @Override
    public void close() {
        server.stop(0);
        callers.shutdownNow();
    }
}
