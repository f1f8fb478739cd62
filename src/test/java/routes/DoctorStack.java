package routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import local.firehose.DeliveryStream;
import local.firehose.LocalFirehose;
import local.kinesis.LocalKinesis;
import org.apache.camel.main.Main;
import routes.snowflake.Pem;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** All services of the local stack, and the command {@code doctor} run against them. */
final class DoctorStack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final LocalStack stack = new LocalStack();
    private final S3Client s3 = stack.s3().client();
    private final LocalKinesis kinesis = stack.kinesis();
    private final LocalFirehose firehose;
    private final String queue;
    private final KeyPair key = Pem.pair();
    private AwsCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    DoctorStack(Path directory) throws Exception {
        this.directory = directory;
        kinesis.createStream("posts", 1);
        firehose = new LocalFirehose(
                0,
                List.of(
                        stream("customers", "landing/customers/", true),
                        stream("orders", "landing/orders/", true),
                        stream("events", "landing/events/", true),
                        stream("elsewhere", "elsewhere/", true),
                        stream("loose", "landing/orders/", false),
                        stream("read", "landing/orders/", true).from("posts")),
                directory.resolve("firehose"),
                s3,
                kinesis.client(),
                Clock.systemUTC());
        queue = stack.tellOfLanding("landed", Duration.ofSeconds(30));
        Path pem = Files.writeString(directory.resolve("key.p8"), Pem.plain(key.getPrivate()));
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
        for (String feed : List.of("customers", "orders", "events")) {
            Files.writeString(directory.resolve(feed + ".log"), "one\n");
        }
        Files.createDirectories(directory.resolve("checkpoint"));
        stack.rows("create user loader type = service default_role = snowline_loader default_warehouse = snowline"
                + " rsa_public_key = '" + Pem.open(key) + "'");
        stack.rows("grant role snowline_loader to user loader");
    }

    private static DeliveryStream stream(String name, String prefix, boolean gzip) {
        return new DeliveryStream(name, "lake", prefix, 1024, Duration.ofSeconds(1), gzip);
    }

    LocalStack stack() {
        return stack;
    }

    /** What the clients sign with from now on. */
    void signWith(AwsCredentialsProvider other) {
        credentials = other;
    }

    Path key() {
        return directory.resolve("key.p8");
    }

    String fingerprint() {
        return routes.snowflake.PrivateKeyPem.fingerprint(key.getPrivate());
    }

    /** One finding as the command prints it. */
    record Found(String status, String check, String found, String advice) {}

    /** What the command ended with and told. */
    record Outcome(int code, List<Found> findings) {
        /** All that is not ok. */
        List<Found> complaints() {
            return findings.stream()
                    .filter(found -> !found.status().equals("ok"))
                    .toList();
        }
    }

    /** Runs {@code doctor} with the properties of a whole process, those given before them. */
    Outcome examine(Map<String, String> properties, String... roles) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of("doctor", "--json"));
        arguments.addAll(List.of(roles));
        int code;
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            code = run(properties, out, arguments);
        }
        List<Found> findings = new ArrayList<>();
        for (JsonNode finding :
                JSON.readTree(bytes.toString(StandardCharsets.UTF_8)).path("findings")) {
            findings.add(new Found(
                    finding.path("status").asText(),
                    finding.path("check").asText(),
                    finding.path("found").asText(),
                    finding.path("advice").asText()));
        }
        return new Outcome(code, findings);
    }

    int run(Map<String, String> properties, PrintStream out, List<String> arguments) throws Exception {
        Main main = Application.main(Wiring.ofDoctor(clients()));
        Map<String, String> all = properties();
        all.putAll(properties);
        all.forEach(main::addOverrideProperty);
        return new Commands(main, out, out).run(arguments);
    }

    private Map<String, String> properties() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("roles", "agent,gateway,loader");
        all.put("bucket", "lake");
        for (String feed : List.of("customers", "orders", "events")) {
            all.put("feed." + feed + ".files", directory.resolve(feed + "*.log").toString());
            all.put("feed." + feed + ".stream", feed);
        }
        all.put("feed.events.ingest", "posts");
        all.put("ingest.port", "0");
        all.put("tail.checkpoint", directory.resolve("checkpoint").toString());
        all.put("snowflake.url", stack.snowflake().jdbcUrl());
        all.put("snowflake.user", "LOADER");
        all.put("snowflake.private-key-file", key().toString());
        all.put("notify.queue", queue);
        return all;
    }

    private Clients clients() {
        return new StackClients(stack.s3(), credentials) {
            @Override
            public SqsClient sqs() {
                return stack.sqs().client();
            }

            @Override
            public FirehoseClient firehose() {
                return FirehoseClient.builder()
                        .endpointOverride(firehose.endpoint())
                        .region(region())
                        .credentialsProvider(credentials())
                        .build();
            }

            @Override
            public KinesisClient kinesis(Duration longestCall) {
                return kinesis.client();
            }
        };
    }

    @Override
    public void close() throws IOException, SQLException {
        firehose.close();
        s3.close();
        stack.close();
    }
}
