package local.secrets;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import local.wire.Loopback;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * AWS Secrets Manager on a loopback port: secrets are put by Java and read by GetSecretValue, by name or by ARN. Signatures
 * are not checked, only the current version of a secret is kept, and all is forgotten when it closes.
 *
 * <p>Thread-safe.
 */
public final class LocalSecrets implements AutoCloseable {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Set<String> withheld = ConcurrentHashMap.newKeySet();
    private final ExecutorService callers = Executors.newCachedThreadPool(Loopback.daemon("secrets-call"));
    private final HttpServer server;

    private LocalSecrets(int port) throws IOException {
        server = Loopback.start("Secrets Manager", port, new SecretsHandler(secrets, withheld), callers);
    }

    /** Starts a server on a free port. */
    public static LocalSecrets start() throws IOException {
        return new LocalSecrets(0);
    }

    /** Where clients connect. */
    public URI endpoint() {
        return Loopback.endpoint(server);
    }

    /** A new client of this server; the caller closes it. */
    public SecretsManagerClient client() {
        return SecretsManagerClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** Makes a secret, or changes one. */
    public void put(String name, String text) {
        secrets.put(name, text);
    }

    /** Answers as AWS does where a policy does not allow a secret to be read, from now on. */
    public void withhold(String name) {
        withheld.add(name);
    }

    @Override
    public void close() {
        server.stop(0);
        callers.shutdown();
    }
}
