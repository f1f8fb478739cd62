package local.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import local.s3.LocalS3;
import local.shop.Feed;

/**
 * What the application is told on this machine: addresses of the stack, little waiting, and no holding. It reads the files that
 * {@link #write} leaves in its directory; so do commands that are started there.
 */
final class AppProperties {
    private final Options options;
    private final Stack stack;
    private final int postsPort;
    private final int managementPort;

    /**
     * Takes what they depend on.
     *
     * @param postsPort the port that takes events by HTTP
     * @param managementPort the port of pages, console, health and metrics
     */
    AppProperties(Options options, Stack stack, int postsPort, int managementPort) {
        this.options = options;
        this.stack = stack;
        this.postsPort = postsPort;
        this.managementPort = managementPort;
    }

    /** Where AWS is, by the names of the environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_REGION", LocalS3.REGION.id());
        environment.put("AWS_ACCESS_KEY_ID", LocalS3.CREDENTIAL);
        environment.put("AWS_SECRET_ACCESS_KEY", LocalS3.CREDENTIAL);
        environment.put("AWS_ENDPOINT_URL_S3", stack.s3().endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_FIREHOSE", stack.firehose().endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_KINESIS", stack.kinesis().endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", stack.sqs().endpoint().toString());
        return environment;
    }

    /** Writes {@code config/application.properties} and {@code aws.env}, which a shell can read, into a directory. */
    void write(Path directory) throws IOException {
        Properties properties = new Properties();
        properties.putAll(all());
        Path file = directory.resolve("config").resolve("application.properties");
        Files.createDirectories(file.getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "Of this local run; written anew at each start.");
        }
        Files.write(
                directory.resolve("aws.env"),
                environment().entrySet().stream()
                        .map(variable -> "export " + variable.getKey() + "=" + variable.getValue())
                        .toList());
    }

    private Map<String, String> all() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("roles", "agent,gateway,loader");
        properties.put("bucket", Stack.BUCKET);
        properties.put("snowflake.url", stack.snowflake().jdbcUrl());
        properties.put("snowflake.user", "local");
        properties.put("snowflake.password", "local");
        properties.put("snowflake.role", "SNOWLINE_LOADER");
        properties.put("snowflake.warehouse", "SNOWLINE");
        properties.put("tail.checkpoint", options.home().resolve("checkpoint").toString());
        properties.put("tail.scan", "100ms");
        properties.put("tail.linger", "200ms");
        properties.put("ingest.port", Integer.toString(postsPort));
        properties.put("feed.events.ingest", Stack.POSTS);
        properties.put("notify.queue", stack.landed());
        properties.put("claim.poll", "250ms");
        properties.put("claim.linger", "1s");
        for (Feed feed : Feed.values()) {
            properties.put("feed." + feed.feedName() + ".files", logs(feed));
        }
        properties.put("feed." + feed() + ".skip-header-lines", Integer.toString(options.skipHeaderLines()));
        // The last batch may be one bad line, and nobody is there to release it.
        properties.put("transform.hold-above", "100%");
        properties.put("camel.management.port", Integer.toString(managementPort));
        return properties;
    }

    private String feed() {
        return options.isGenerated() ? "orders" : options.feed();
    }

    private String logs(Feed feed) {
        boolean isUsers = !options.isGenerated() && options.feed().equals(feed.feedName());
        return isUsers
                ? options.files()
                : options.logs().resolve(feed.fileName()).toString();
    }
}
