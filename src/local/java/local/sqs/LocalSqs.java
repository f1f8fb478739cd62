package local.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * An SQS server on a loopback port, in memory: ElasticMQ. Signatures are not checked.
 *
 * <p>Thread-safe.
 */
public final class LocalSqs implements AutoCloseable {
    /** How the ARN of each queue begins; its name follows. */
    public static final String ARN = "arn:aws:sqs:elasticmq:000000000000:";

    private final SQSRestServer server;
    private final URI endpoint;

    private LocalSqs(int port) {
        server = SQSRestServerBuilder.withPort(port).withInterface("127.0.0.1").start();
        endpoint = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    }

    /** Starts a server on a free port. */
    public static LocalSqs start() {
        return start(0);
    }

    /**
     * Starts a server.
     *
     * @param port the loopback port to listen on, 0 for a free one
     */
    public static LocalSqs start(int port) {
        return new LocalSqs(port);
    }

    /** Where clients connect. */
    public URI endpoint() {
        return endpoint;
    }

    /** A new client of this server; the caller closes it. */
    public SqsClient client() {
        return clientBuilder().build();
    }

    /** A client of this server, to be configured further. */
    public SqsClientBuilder clientBuilder() {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    /**
     * Makes a queue unless there is one of that name.
     *
     * @param visibility how long a message that was received stays hidden, to the second
     * @return its URL
     */
    public String createQueue(String name, Duration visibility) {
        try (SqsClient client = client()) {
            return client.createQueue(request -> request.queueName(name)
                            .attributes(Map.of(
                                    QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()))))
                    .queueUrl();
        }
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
