package routes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.Main;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The application with both roles, its management port open, and every service that it needs away. */
final class RunningApplication implements AutoCloseable {
    /** What must not be seen anywhere. */
    static final String PASSWORD = "local-password-of-the-warehouse";

    /** Port 1 is reserved, so nothing listens there. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private final Main main;

    private RunningApplication(Main main) {
        this.main = main;
    }

    /** Starts it with its own directory and the properties that a test adds. */
    static RunningApplication start(Path directory, Map<String, String> properties) throws Exception {
        return start(directory, properties, false);
    }

    static RunningApplication start(Path directory, Map<String, String> properties, boolean isCommand)
            throws Exception {
        Main main = Application.main(new Wiring(new AwayClients(), isCommand));
        Map.of(
                        "bucket",
                        "local",
                        "feed.customers.files",
                        directory.resolve("customers*.log").toString(),
                        "feed.orders.files",
                        directory.resolve("orders*.log").toString(),
                        "tail.checkpoint",
                        directory.resolve("checkpoint").toString(),
                        "snowflake.url",
                        "jdbc:snowflake://127.0.0.1:1/?ssl=off",
                        "snowflake.user",
                        "local",
                        "snowflake.password",
                        PASSWORD,
                        "camel.management.port",
                        "0")
                .forEach(main::addOverrideProperty);
        properties.forEach(main::addOverrideProperty);
        RunningApplication application = new RunningApplication(main);
        try {
            main.start();
            return application;
        } catch (Exception e) {
            application.close();
            throw e;
        }
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    /** The management server; null if there is none. */
    ManagementHttpServer managementServer() {
        return main.getCamelContext().hasService(ManagementHttpServer.class);
    }

    /** Where the management port is. */
    URI management() {
        return URI.create(
                "http://127.0.0.1:" + managementServer().getRouter().getServer().getPort());
    }

    @Override
    public void close() throws IOException {
        main.stop();
    }

    private static final class AwayClients implements Clients {
        @Override
        public S3Client s3() {
            return S3Client.builder()
                    .endpointOverride(NOWHERE)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build();
        }

        @Override
        public KinesisClient kinesis(Duration longestCall) {
            return KinesisClient.builder()
                    .endpointOverride(NOWHERE)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build();
        }

        @Override
        public FirehoseClient firehose() {
            return FirehoseClient.builder()
                    .endpointOverride(NOWHERE)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build();
        }
    }
}
