package routes;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import local.firehose.DeliveryStream;
import local.firehose.LocalFirehose;
import local.shop.Feed;
import local.wire.Gate;
import local.wire.Hold;
import local.wire.Request;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * All that a process with every role talks to: S3, Firehose, Kinesis, SQS and Snowflake, each behind a gate. What the process
 * asks of them is counted as one series, and the process is killed at any place of it.
 */
final class Crash implements AutoCloseable {
    /** When a request is struck. */
    enum Moment {
        BEFORE_IT_IS_SERVED,
        BEFORE_ITS_ANSWER;

        /** Holds the requests that match at this moment. */
        Hold hold(Gate gate, Predicate<Request> when) {
            return this == BEFORE_IT_IS_SERVED ? gate.holdBefore(when) : gate.holdAfter(when);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String POSTS = "posts";

    private final Path directory;
    private final Map<String, String> more;
    private final Path logs;
    private final LocalStack stack = new LocalStack();
    private final S3Client storing = stack.s3().client();
    private final KinesisClient reading;
    private final LocalFirehose firehose;
    private final String queue;
    private final int port;

    /** Starts all but the process, which is told these properties beside what it needs. */
    Crash(Path directory, Map<String, String> properties) throws Exception {
        this.directory = directory;
        more = properties;
        logs = Files.createDirectory(directory.resolve("logs"));
        queue = stack.tellOfLanding("landed", Duration.ofSeconds(5));
        stack.kinesis().createStream(POSTS, 2);
        reading = stack.kinesis().client();
        firehose = new LocalFirehose(
                0,
                Stream.concat(
                                Stream.of(Feed.values()).map(feed -> stream(feed.feedName(), feed)),
                                Stream.of(stream(POSTS, Feed.EVENTS).from(POSTS)))
                        .toList(),
                directory.resolve("firehose"),
                storing,
                reading,
                Clock.systemUTC());
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private static DeliveryStream stream(String name, Feed feed) {
        return new DeliveryStream(
                "snowline-" + name, "lake", "landing/" + feed.feedName() + "/", 1 << 20, Duration.ofMillis(200), true);
    }

    LocalStack stack() {
        return stack;
    }

    LocalFirehose firehose() {
        return firehose;
    }

    /** Where the logs of all feeds are. */
    Path logs() {
        return logs;
    }

    /** Where events are posted. */
    URI posts() {
        return URI.create("http://127.0.0.1:" + port + "/v1/events/events");
    }

    /** The log of a feed. */
    Path log(Feed feed) {
        return logs.resolve(feed.fileName());
    }

    void append(Feed feed, String... lines) throws IOException {
        Files.writeString(log(feed), String.join("\n", lines) + "\n", CREATE, APPEND);
    }

    /** Whether the checkpoints say that all of every log has been acknowledged. */
    boolean isAcknowledged() throws IOException {
        Map<String, Long> acknowledged = new HashMap<>();
        for (Feed feed : Feed.values()) {
            Path checkpoint = directory.resolve("checkpoint").resolve(feed.feedName() + ".json");
            if (Files.exists(checkpoint)) {
                for (JsonNode source :
                        new JsonMapper().readTree(checkpoint.toFile()).path("sources")) {
                    acknowledged.merge(
                            source.path("path").asText(), source.path("offset").asLong(), Math::max);
                }
            }
        }
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                if (acknowledged.getOrDefault(file.toString(), -1L) != Files.size(file)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Waits until all that was written has gone through. */
    void awaitEnd(Life process) throws Exception {
        process.await(this::isAcknowledged);
        firehose.flush(PATIENCE);
        process.await(stack::isQuiet);
    }

    /** Starts the process, which is struck, if at all, at this moment of a request. */
    Life start(Moment moment) throws IOException {
        return new Life(moment, Life.NEVER);
    }

    /** Starts the process, to be struck at one of its requests. */
    Life start(Moment moment, int number) throws IOException {
        return new Life(moment, number);
    }

    /** An application that is a process of its own, and its gates. */
    final class Life implements AutoCloseable {
        private static final int NEVER = Integer.MAX_VALUE;

        private final Moment moment;
        private final AtomicInteger requests = new AtomicInteger();
        private final List<Gate> gates = new ArrayList<>();
        private final List<Hold> holds = new ArrayList<>();
        private final AgentProcess application;
        private volatile int strikeAt;
        private volatile String struck = "nothing";

        private Life(Moment moment, int number) throws IOException {
            this.moment = moment;
            strikeAt = number;
            URI s3 = gate(stack.s3().endpoint());
            URI warehouse = URI.create("http://127.0.0.1:" + stack.snowflake().port());
            URI landed = URI.create(queue);
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("roles", "agent,gateway,loader");
            properties.put("bucket", "lake");
            properties.put(
                    "snowflake.url",
                    stack.snowflake()
                            .jdbcUrl()
                            .replace(warehouse.toString(), gate(warehouse).toString()));
            properties.put("snowflake.user", "local");
            properties.put("snowflake.password", "local");
            properties.put("snowflake.role", "SNOWLINE_LOADER");
            properties.put("snowflake.warehouse", "SNOWLINE");
            properties.put("aws.endpointUrlFirehose", gate(firehose.endpoint()).toString());
            properties.put(
                    "aws.endpointUrlKinesis", gate(stack.kinesis().endpoint()).toString());
            URI messages = gate(landed.resolve("/"));
            properties.put("aws.endpointUrlSqs", messages.toString());
            properties.put("notify.queue", messages.resolve(landed.getPath()).toString());
            properties.put("tail.checkpoint", directory.resolve("checkpoint").toString());
            properties.put("tail.agent-id", "local");
            properties.put("tail.scan", "50ms");
            properties.put("tail.linger", "20ms");
            properties.put("deliver.backoff", "10ms");
            properties.put("ingest.port", Integer.toString(port));
            properties.put("feed.events.ingest", POSTS);
            for (Feed feed : Feed.values()) {
                properties.put("feed." + feed.feedName() + ".files", logs + "/" + feed.feedName() + "*.log");
            }
            properties.put("claim.poll", "1s");
            properties.put("claim.linger", "100ms");
            properties.put("batch.retry-delay", "100ms");
            properties.put("batch.retry-limit", "1s");
            properties.put("transform.hold-above", "100%");
            properties.put("camel.management.enabled", "false");
            properties.put("camel.main.jmx-enabled", "false");
            properties.putAll(more);
            application = AgentProcess.loader(directory, s3, properties);
        }

        private URI gate(URI server) throws IOException {
            Gate gate = new Gate(server);
            gates.add(gate);
            holds.add(moment.hold(gate, request -> {
                boolean isIt = requests.incrementAndGet() == strikeAt;
                if (isIt) {
                    struck = server.getPort() + ": " + request;
                }
                return isIt;
            }));
            return gate.endpoint();
        }

        /** Has it struck at that request, counted from now on. */
        void strikeAt(int number) {
            restartCount();
            strikeAt = number;
        }

        void restartCount() {
            requests.set(0);
        }

        /** How many requests it has made since it started or since the count began again. */
        int requests() {
            return requests.get();
        }

        /** The request it was struck at. */
        String struck() {
            return struck;
        }

        /** Waits until the request is made, kills the process, and lets nobody hear what became of the request. */
        void killWhenStruck() throws Exception {
            application.await(() -> holds.stream().anyMatch(Hold::isHeld));
            application.kill();
        }

        void await(Callable<Boolean> condition) throws IOException {
            application.await(condition);
        }

        @Override
        public void close() throws Exception {
            application.close();
            holds.forEach(Hold::drop);
            for (Gate gate : gates) {
                gate.close();
            }
        }
    }

    @Override
    public void close() throws Exception {
        firehose.close();
        reading.close();
        storing.close();
        stack.close();
    }
}
