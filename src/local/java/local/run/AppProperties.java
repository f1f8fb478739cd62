package local.run;

import java.util.LinkedHashMap;
import java.util.Map;
import local.s3.LocalS3;
import local.shop.Feed;

/** What the application is told on this machine: addresses of the stack, little waiting, and no holding. */
final class AppProperties {
    private final Options options;
    private final Stack stack;
    private final int postsPort;

    /** @param postsPort the port that takes events by HTTP */
    AppProperties(Options options, Stack stack, int postsPort) {
        this.options = options;
        this.stack = stack;
        this.postsPort = postsPort;
    }

    Map<String, String> all() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("roles", "agent,gateway,loader");
        properties.put("aws.region", LocalS3.REGION.id());
        properties.put("aws.accessKeyId", LocalS3.CREDENTIAL);
        properties.put("aws.secretAccessKey", LocalS3.CREDENTIAL);
        properties.put("aws.endpointUrlS3", stack.s3().endpoint().toString());
        properties.put("aws.endpointUrlFirehose", stack.firehose().endpoint().toString());
        properties.put("aws.endpointUrlKinesis", stack.kinesis().endpoint().toString());
        properties.put("aws.endpointUrlSqs", stack.sqs().endpoint().toString());
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
        properties.put("camel.management.port", "0");
        properties.put("log4j2.configurationFile", "log4j2-local.properties");
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
