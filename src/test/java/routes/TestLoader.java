package routes;

import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import local.s3.LocalS3;
import org.apache.camel.main.Main;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The application in this process, in the role of a loader, against a local S3 and a local warehouse. */
final class TestLoader implements AutoCloseable {
    private final Main main;

    private TestLoader(Main main) {
        this.main = main;
    }

    /** Starts with short waits; the given properties win. */
    static TestLoader start(URI s3, String jdbcUrl, Map<String, String> properties) throws Exception {
        return start(s3, jdbcUrl, properties, Clock.systemUTC());
    }

    /** The same with a clock of its own. */
    static TestLoader start(URI s3, String jdbcUrl, Map<String, String> properties, Clock clock) throws Exception {
        Main main = Application.main(new Wiring(clients(s3, properties), clock));
        properties(jdbcUrl, properties).forEach(main::addOverrideProperty);
        main.start();
        return new TestLoader(main);
    }

    /**
     * Runs a command beside whatever runs: setup as an administrator, any other in the loader's role. What it prints goes to
     * one stream, the answer is its exit code.
     */
    static int command(URI s3, String jdbcUrl, Map<String, String> properties, PrintStream out, String... arguments)
            throws Exception {
        Main main = Application.main(new Wiring(clients(s3, properties), true));
        Map<String, String> all = properties(jdbcUrl, properties);
        if (arguments[0].equals("setup")) {
            all.remove("snowflake.role");
        }
        all.forEach(main::addOverrideProperty);
        return new Commands(main, out, out).run(List.of(arguments));
    }

    Main main() {
        return main;
    }

    boolean isStopped() {
        return main.getCamelContext().isStopped() || main.isStopped();
    }

    @Override
    public void close() {
        main.stop();
    }

    private static Map<String, String> properties(String jdbcUrl, Map<String, String> properties) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("roles", "loader");
        all.put("bucket", "lake");
        all.put("snowflake.url", jdbcUrl);
        all.put("snowflake.user", "local");
        all.put("snowflake.password", "local");
        all.put("snowflake.role", "SNOWLINE_LOADER");
        all.put("snowflake.warehouse", "SNOWLINE");
        all.put("claim.poll", "100ms");
        all.put("claim.linger", "1ms");
        all.put("batch.retry-delay", "50ms");
        all.put("batch.retry-limit", "200ms");
        all.put("camel.main.shutdown-timeout", "5");
        all.put("camel.management.enabled", "false");
        // An MBean for each step of each route is most of what a start costs.
        all.put("camel.main.jmx-enabled", "false");
        all.putAll(properties);
        return all;
    }

    private static Clients clients(URI s3, Map<String, String> properties) {
        return new Clients() {
            @Override
            public S3Client s3() {
                return LocalS3.clientBuilder(s3).build();
            }

            @Override
            public SqsClient sqs() {
                return SqsClient.builder()
                        .endpointOverride(
                                URI.create(properties.get("notify.queue")).resolve("/"))
                        .region(LocalS3.REGION)
                        .credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(LocalS3.CREDENTIAL, LocalS3.CREDENTIAL)))
                        .build();
            }
        };
    }
}
