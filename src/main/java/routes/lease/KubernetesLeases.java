package routes.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import routes.settings.LeadSettings;
import routes.settings.SettingsException;
import routes.text.Printable;

/**
 * One Lease at the API server of the cluster, over the HTTP interface of {@code coordination.k8s.io/v1}. A write carries the
 * version that was read, and the server refuses it (409) once there is a newer one.
 *
 * <p>Thread-safe. The service account needs the verbs {@code get}, {@code create} and {@code update} on leases.
 */
public final class KubernetesLeases implements Leases {
    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final String PORT = "KUBERNETES_SERVICE_PORT";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final URI collection;
    private final String name;
    private final String namespace;
    private final ServiceAccount account;
    private final HttpClient http;
    private final Duration timeout;

    private KubernetesLeases(
            URI server, String name, String namespace, ServiceAccount account, HttpClient http, Duration timeout) {
        this.collection = server.resolve("/apis/" + Lease.API_VERSION + "/namespaces/" + namespace + "/leases");
        this.name = name;
        this.namespace = namespace;
        this.account = account;
        this.http = http;
        this.timeout = timeout;
    }

    /**
     * The Lease of the settings, at the API server of the pod's cluster unless they name another.
     *
     * @param name of the Lease
     * @throws SettingsException if there is no API server, or the service account cannot be read
     */
    public static KubernetesLeases of(LeadSettings settings, String name) {
        ServiceAccount account = new ServiceAccount(settings.serviceAccount());
        URI server = URI.create(settings.apiServer().orElseGet(KubernetesLeases::ofThisCluster));
        // A call that hangs must end while there is time for another.
        Duration timeout = settings.renewDeadline().dividedBy(2);
        HttpClient.Builder http =
                HttpClient.newBuilder().connectTimeout(timeout).version(HttpClient.Version.HTTP_1_1);
        if (server.getScheme().equals("https")) {
            http.sslContext(account.trust());
        }
        return new KubernetesLeases(
                server, name, settings.namespace().orElseGet(account::namespace), account, http.build(), timeout);
    }

    private static String ofThisCluster() {
        String host = System.getenv(HOST);
        String port = System.getenv(PORT);
        if (host == null || port == null) {
            throw new SettingsException("Property lead.by is kubernetes, but " + HOST + " and " + PORT
                    + " are not set: run in a pod, or set lead.api-server.");
        }
        return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public Lease read() {
        HttpResponse<String> answer = send(request("/" + name).GET());
        return switch (answer.statusCode()) {
            case OK -> parse(answer.body());
            case NOT_FOUND -> Lease.unborn(name, namespace);
            default -> throw refused("get", answer);
        };
    }

    @Override
    public Optional<Lease> write(Lease changed) {
        boolean isNew = changed.version().isEmpty();
        HttpResponse<String> answer = send(
                isNew
                        ? request("").POST(BodyPublishers.ofString(changed.toString()))
                        : request("/" + name).PUT(BodyPublishers.ofString(changed.toString())));
        return switch (answer.statusCode()) {
            case OK, CREATED -> Optional.of(parse(answer.body()));
            case CONFLICT -> Optional.empty();
            case NOT_FOUND -> gone(isNew, answer);
            default -> throw refused(isNew ? "create" : "update", answer);
        };
    }

    /** Deleted in between, so that the next look creates it; or never to be created where it should be. */
    private Optional<Lease> gone(boolean isNew, HttpResponse<String> answer) {
        if (isNew) {
            throw refused("create", answer);
        }
        return Optional.empty();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(collection + path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + account.token())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LeaseException(
                    "The API server " + collection.getAuthority() + " cannot be reached: " + Printable.message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeaseException("Stopped while the API server was asked", e);
        }
    }

    private static Lease parse(String body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode document) {
                return Lease.of(document);
            }
        } catch (JsonProcessingException e) {
            throw new LeaseException("The API server answers with something that is no Lease", e);
        }
        throw new LeaseException("The API server answers with something that is no Lease");
    }

    private LeaseException refused(String verb, HttpResponse<String> answer) {
        String lease = "leases/" + name + " in namespace " + namespace;
        return new LeaseException(
                switch (answer.statusCode()) {
                    case UNAUTHORIZED -> "The API server does not take the token of " + account.directory() + " (401)";
                    case FORBIDDEN ->
                        "The service account may not " + verb + " " + lease + " (403): grant it the verbs get, create"
                                + " and update on leases of coordination.k8s.io";
                    case NOT_FOUND -> "There is no namespace " + namespace + " (404): correct lead.namespace";
                    default -> "The API server refuses to " + verb + " " + lease + " (" + answer.statusCode() + ")";
                });
    }

    /** For people. */
    @Override
    public String toString() {
        return "Lease " + name + " in namespace " + namespace;
    }
}
