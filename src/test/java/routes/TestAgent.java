package routes;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import local.s3.LocalS3;
import org.apache.camel.main.Main;
import routes.tail.TailEndpoint;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The application in this process, in the role of an agent with a feed named app. */
final class TestAgent implements AutoCloseable {
    private final Main main;

    private TestAgent(Main main) {
        this.main = main;
    }

    /** Starts with short waits; the given properties win. */
    static TestAgent start(Path directory, String files, InMemoryFirehose firehose, Map<String, String> properties)
            throws Exception {
        Main main = Application.main(new Wiring(clients(firehose), false));
        Map<String, String> all = properties(directory, files);
        all.putAll(properties);
        all.forEach(main::addOverrideProperty);
        main.start();
        return new TestAgent(main);
    }

    /** What an agent is told in tests, wherever it runs. */
    static Map<String, String> properties(Path directory, String files) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("roles", "agent");
        all.put("bucket", "lake");
        all.put("feed.app.files", files);
        all.put("feed.app.stream", "app-stream");
        all.put("tail.checkpoint", directory.resolve("checkpoint").toString());
        all.put("tail.agent-id", "local");
        all.put("tail.scan", "50ms");
        all.put("tail.linger", "20ms");
        all.put("deliver.backoff", "10ms");
        all.put("deliver.backoff-limit", "500ms");
        all.put("camel.main.shutdown-timeout", "10");
        all.put("camel.management.enabled", "false");
        return all;
    }

    /** The files of the feed. */
    TailEndpoint files() {
        return (TailEndpoint) main.getCamelContext().getRoute("tail-app").getEndpoint();
    }

    /** Whether everything that is in the files has been read and acknowledged, as of the last scan. */
    boolean isUpToDate() {
        return files().getBytesInFlight() == 0 && files().getBytesBehind() == 0;
    }

    @Override
    public void close() {
        main.stop();
    }

    private static Clients clients(InMemoryFirehose firehose) {
        return new Clients() {
            @Override
            public S3Client s3() {
                return S3Client.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:1"))
                        .region(LocalS3.REGION)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
            }

            @Override
            public FirehoseClient firehose() {
                return firehose.client();
            }
        };
    }
}
