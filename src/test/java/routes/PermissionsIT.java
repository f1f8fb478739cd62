package routes;

import static org.assertj.core.api.Assertions.assertThat;

import infra.Asked;
import infra.Policy;
import infra.Policy.Permission;
import infra.Resource;
import infra.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import local.firehose.DeliveryStream;
import local.firehose.LocalFirehose;
import local.s3.LocalS3;
import local.wire.Gate;
import local.wire.Request;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Holds the roles of the templates to what their processes really ask of AWS. Agent, gateway, loader, the loader's commands and
 * the warehouse reach the local stack through a gate each, and all that passes must be allowed by the policies of the role;
 * and what is allowed must have been asked for, or there is a reason here.
 */
class PermissionsIT {
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String ORDER = "O-1,C-1,Mug,1,5.00" + TIMES;
    private static final String ORPHAN = "20261120T100000Z-0a1b2c";

    /** Allowed and never asked for here, and why. */
    private static final Map<String, String> UNSEEN = Map.of(
            "s3:GetObjectTagging", "a copy of an object that somebody tagged asks for it; the local S3 has no tags",
            "s3:PutObjectTagging", "the same",
            "s3:GetObjectVersion", "Snowflake asks for it wherever it reads; the stand-in for it does not",
            "s3:GetBucketLocation", "Snowflake asks for it; the stand-in for it does not",
            "s3:DeleteObject arn:aws:s3:::lake/processed/mart/*",
                    "Snowflake asks for it wherever it unloads; the stand-in for it does not");

    @TempDir
    private Path directory;

    private final Map<String, Set<Asked>> asked = new ConcurrentHashMap<>();
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private LocalStack stack;
    private S3Client s3OfFirehose;
    private KinesisClient kinesis;
    private LocalFirehose firehose;
    private URI firehoseOfAgent;
    private URI kinesisOfGateway;
    private String queue;

    @BeforeEach
    void start() throws Exception {
        LocalS3 s3 = LocalS3.inMemory("lake");
        stack = new LocalStack(s3, gate("snowflake", s3.endpoint(), Asked::s3));
        stack.kinesis().createStream("snowline-events", 1);
        kinesis = stack.kinesis().client();
        s3OfFirehose = s3.clientBuilder()
                .endpointOverride(gate("delivery", s3.endpoint(), Asked::s3))
                .build();
        firehose = new LocalFirehose(
                0,
                List.of(
                        stream("snowline-orders", "orders"),
                        stream("snowline-events-posted", "events").from("snowline-events")),
                directory.resolve("firehose"),
                s3OfFirehose,
                kinesis,
                Clock.systemUTC());
        firehoseOfAgent = gate("agent firehose", firehose.endpoint(), Asked::firehose);
        kinesisOfGateway = gate("gateway", stack.kinesis().endpoint(), Asked::kinesis);
        URI queues = gate("loader sqs", stack.sqs().endpoint(), Asked::sqs);
        URI real = URI.create(stack.tellOfLanding("snowline-landed", Duration.ofSeconds(30)));
        queue = queues.resolve(real.getPath()).toString();
        gate("agent", s3.endpoint(), Asked::s3);
        gate("loader", s3.endpoint(), Asked::s3);
    }

    @AfterEach
    void stop() throws Exception {
        firehose.close();
        kinesis.close();
        s3OfFirehose.close();
        for (Gate gate : gates.values()) {
            gate.close();
        }
        stack.close();
    }

    @Test
    void allowWhatIsAskedForAndNothingElse() throws Exception {
        tail();
        post();
        firehose.flush(Duration.ofSeconds(30));
        load();
        command();

        Map<String, Resource> lake = Template.of(
                        "aws.yaml",
                        "snowline",
                        Map.of(
                                "BucketName", "lake",
                                "SnowflakeUserArn", "arn:aws:iam::210987654321:user/x",
                                "SnowflakeExternalId", "x1"))
                .resources();
        Map<String, Resource> orders = feed("orders", "files");
        Map<String, Resource> posts = feed("events", "posts");
        hold("agent", Policy.all(List.of(of(lake.get("AgentPolicy")), of(orders.get("AgentPolicy")))));
        hold("gateway", of(posts.get("GatewayPolicy")));
        hold("loader", of(lake.get("LoaderPolicy")));
        hold("snowflake", Policy.inline(lake.get("SnowflakeRole")));
        holdDelivery(List.of(Policy.inline(orders.get("DeliveryRole")), Policy.inline(posts.get("DeliveryRole"))));
    }

    /** Lines, and one that no record can hold, whose sidecar is put twice since the first answer gets lost. */
    private void tail() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        gates.get("agent")
                .dropAfter(request -> request.method().equals("PUT")
                        && request.path().endsWith(".json")
                        && lost.getAndIncrement() == 0);
        Path log = directory.resolve("orders.log");
        Files.writeString(log, ORDER + "\n" + "x".repeat(1_100_000) + "\n");
        Map<String, String> properties = TestAgent.properties(directory, log.toString());
        properties.remove("feed.app.files");
        properties.remove("feed.app.stream");
        properties.put("feed.orders.files", log.toString());
        properties.put("feed.orders.stream", "snowline-orders");
        properties.put("feed.customers.files", "");
        properties.put("feed.events.files", "");
        Main agent = start(properties);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> stack.keys("dead-letter/lines/").size() == 2 && firehose.acceptedRecords() > 0);
        agent.stop();
        assertThat(lost.get()).isGreaterThan(1);
    }

    private void post() throws Exception {
        int port = freePort();
        Map<String, String> properties = new HashMap<>();
        properties.put("roles", "gateway");
        properties.put("feed.events.ingest", "snowline-events");
        properties.put("ingest.port", Integer.toString(port));
        properties.put("camel.management.enabled", "false");
        Main gateway = start(properties);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events/events"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"event_type\":\"tick\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        gateway.stop();
    }

    /** Beside what Firehose brought: strays, an object that cannot be read, a key that XML cannot hold, and an orphan. */
    private void load() throws Exception {
        stack.put("landing/undeclared/x.csv", ORDER);
        stack.put("landing/orders/control\u0001", ORDER);
        byte[] packed = LocalStack.gzip(ORDER.getBytes(StandardCharsets.UTF_8));
        stack.put("landing/orders/cut.gz", Arrays.copyOf(packed, packed.length / 2));
        stack.put("processing/" + ORPHAN + "/orders/000001.csv", ORDER);
        try (TestLoader loader = TestLoader.start(
                gates.get("loader").endpoint(), stack.snowflake().jdbcUrl(), own())) {
            stack.awaitQuiet();
            Awaitility.await().until(() -> asked.get("loader sqs").stream()
                    .anyMatch(request -> request.action().equals("sqs:DeleteMessage")));
        }
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(1);
        assertThat(stack.keys("dead-letter/objects/undeclared/")).hasSize(2);
        assertThat(stack.keys("dead-letter/objects/orders/")).hasSize(2);
    }

    private void command() throws Exception {
        String batch = stack.one("select batch_id from control.loaded_objects where landing_key like '%swept-%'");
        String letter = stack.keys("dead-letter/objects/orders/").get(0);
        for (List<String> command : List.of(
                List.of("retry", letter),
                List.of("reprocess", batch),
                List.of("reload", batch),
                List.of("forget", "C-1"),
                List.of("check"))) {
            assertThat(TestLoader.command(
                            gates.get("loader").endpoint(),
                            stack.snowflake().jdbcUrl(),
                            own(),
                            System.out,
                            command.toArray(String[]::new)))
                    .as("%s", command)
                    .isZero();
        }
    }

    private Map<String, String> own() {
        return Map.of("notify.queue", queue, "transform.hold-above", "100%");
    }

    /** Everything that passed the gates of a role is allowed, and everything that is allowed has passed one. */
    private void hold(String role, Policy policy) {
        Set<Asked> requests = asked.entrySet().stream()
                .filter(gate -> gate.getKey().split(" ", 2)[0].equals(role))
                .flatMap(gate -> gate.getValue().stream())
                .collect(Collectors.toSet());
        assertThat(requests).as("requests of " + role).isNotEmpty();
        assertThat(requests.stream().filter(request -> !isAllowed(policy, request)))
                .as("what " + role + " asks for and may not do")
                .isEmpty();
        assertThat(policy.permissions().stream()
                        .filter(permission -> !isExplained(permission))
                        .filter(permission -> requests.stream().noneMatch(request -> isUsed(permission, request))))
                .as("what " + role + " may do and never asks for")
                .isEmpty();
    }

    private static boolean isUsed(Permission permission, Asked request) {
        return request.action().equals(permission.action()) && Policy.isLike(request.resource(), permission.resource());
    }

    private static boolean isExplained(Permission permission) {
        return UNSEEN.containsKey(permission.action())
                || UNSEEN.containsKey(permission.action() + " " + permission.resource());
    }

    private static boolean isAllowed(Policy policy, Asked request) {
        return policy.allows(request.action(), request.resource(), request.context());
    }

    /** The local Firehose puts whole objects; the rest of what its role may do is what AWS asks for. */
    private void holdDelivery(List<Policy> feeds) {
        assertThat(asked.get("delivery"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(request ->
                        feeds.stream().filter(feed -> isAllowed(feed, request)).count() == 1);
    }

    private URI gate(String name, URI server, BiFunction<Request, byte[], List<Asked>> asks) throws IOException {
        Gate gate = new Gate(server);
        Set<Asked> requests = ConcurrentHashMap.newKeySet();
        asked.put(name, requests);
        gates.put(name, gate);
        gate.tell((request, body) -> requests.addAll(known(request, body, asks)));
        return gate.endpoint();
    }

    /** What nobody knows is nothing that a policy allows. */
    private static List<Asked> known(Request request, byte[] body, BiFunction<Request, byte[], List<Asked>> asks) {
        try {
            return asks.apply(request, body);
        } catch (RuntimeException e) {
            return List.of(new Asked("unknown", request + ": " + e, Map.of()));
        }
    }

    private Main start(Map<String, String> properties) throws Exception {
        Main main = Application.main(new Wiring(clients(), false));
        properties.forEach(main::addOverrideProperty);
        main.start();
        return main;
    }

    private Clients clients() {
        return new Clients() {
            @Override
            public S3Client s3() {
                return local(S3Client.builder(), gates.get("agent").endpoint()).build();
            }

            @Override
            public FirehoseClient firehose() {
                return local(FirehoseClient.builder(), firehoseOfAgent).build();
            }

            @Override
            public KinesisClient kinesis(Duration longestCall) {
                return local(KinesisClient.builder(), kinesisOfGateway).build();
            }
        };
    }

    private static <B extends AwsClientBuilder<B, ?>> B local(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(LocalS3.REGION)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LocalS3.CREDENTIAL, LocalS3.CREDENTIAL)));
    }

    private static DeliveryStream stream(String name, String feed) {
        return new DeliveryStream(name, "lake", "landing/" + feed + "/", 1 << 20, Duration.ofSeconds(1), true);
    }

    private static Map<String, Resource> feed(String feed, String source) throws IOException {
        return Template.of("feed.yaml", "snowline-" + feed, Map.of("Feed", feed, "Source", source, "Bucket", "lake"))
                .resources();
    }

    private static Policy of(Resource policy) {
        return Policy.of(policy.property("PolicyDocument"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
