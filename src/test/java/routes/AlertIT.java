package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routes.alert.InMemoryReceiver;
import routes.tail.TailEndpoint;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What people are told of while a loader works, through the real driver. */
@Timeout(300)
class AlertIT {
    private static final String ORDER = "O-1,C-1,Mug,1,9.90,2026-11-20T10:00:00Z,2026-11-20T10:00:01Z\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LocalStack stack;
    private InMemoryReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
        receiver = new InMemoryReceiver();
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
        stack.close();
    }

    @Test
    void tellsOnceOfAnObjectThatCannotBeRead() throws Exception {
        stack.put(
                "landing/orders/torn.gz",
                Arrays.copyOf(LocalStack.gzip(ORDER.repeat(50).getBytes(StandardCharsets.UTF_8)), 40));
        stack.put("landing/orders/sound", ORDER.trim());
        try (TestLoader loader = stack.loader(properties(Map.of()))) {
            stack.awaitQuiet();
            await().atMost(PATIENCE).until(() -> !told().isEmpty());
        }
        String letter = stack.keys("dead-letter/objects/orders/").get(0);
        assertThat(told()).containsExactly("raised dead-letter orders");
        assertThat(messages()).singleElement().satisfies(message -> {
            assertThat(message.at("/condition").asText()).isEqualTo("dead-letter");
            assertThat(message.at("/count").asLong()).isEqualTo(1);
            assertThat(message.at("/details/key").asText()).isEqualTo(letter);
            assertThat(message.at("/details/kind").asText()).isEqualTo("unreadable");
            assertThat(message.at("/details/reason").asText()).contains("Snowflake cannot read this object");
            assertThat(message.at("/advice").asText()).contains("retry " + letter);
        });
    }

    @Test
    void tellsOfAGrantThatWasRevokedAndThatItIsBack() throws Exception {
        stack.rows("revoke usage on schema raw from role SNOWLINE_LOADER");
        stack.put("landing/orders/one", ORDER.trim());
        try (TestLoader loader = stack.loader(properties(Map.of()))) {
            await().atMost(PATIENCE).until(() -> told().equals(List.of("raised stopped loader")));
            assertThat(messages().get(0).at("/details/kind").asText()).isEqualTo("systemic");

            stack.rows("grant usage on schema raw to role SNOWLINE_LOADER");
            loader.main().getCamelContext().getRouteController().resumeRoute("claim");

            await().atMost(PATIENCE)
                    .until(() -> told().equals(List.of("raised stopped loader", "over stopped loader")));
        }
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
    }

    @Test
    void tellsOfAHeldBatchUntilItIsReleased() throws Exception {
        Map<String, String> properties = properties(Map.of("transform.hold-above", "10%"));
        stack.put("landing/orders/one", ORDER.trim(), "unparsable");
        try (TestLoader loader = stack.loader(properties)) {
            stack.awaitQuiet();
            String batch = stack.one("select batch_id from control.batches");
            await().atMost(PATIENCE).until(() -> told().equals(List.of("raised batch-held " + batch)));

            assertThat(stack.command(properties, "release", batch)).isZero();

            await().atMost(PATIENCE)
                    .until(() -> told().equals(List.of("raised batch-held " + batch, "over batch-held " + batch)));
        }
    }

    @Test
    void tellsOfADeadLetterUntilItIsPutBack() throws Exception {
        stack.put(
                "landing/orders/torn.gz",
                Arrays.copyOf(LocalStack.gzip(ORDER.repeat(50).getBytes(StandardCharsets.UTF_8)), 40));
        try (TestLoader loader = stack.loader(properties(Map.of("alert.off", "freshness,batch-failed")))) {
            await().atMost(PATIENCE).until(() -> told().equals(List.of("raised dead-letter orders")));
            String letter = stack.keys("dead-letter/objects/orders/").get(0);

            stack.put(letter, LocalStack.gzip(ORDER.getBytes(StandardCharsets.UTF_8)));
            assertThat(stack.command(Map.of(), "retry", letter)).isZero();

            await().atMost(PATIENCE)
                    .until(() -> told().equals(List.of("raised dead-letter orders", "over dead-letter orders")));
            stack.awaitQuiet();
        }
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
    }

    @Test
    void tellsOfAHeldBatchAgainAfterARestart() throws Exception {
        Map<String, String> properties = properties(Map.of("transform.hold-above", "10%"));
        stack.put("landing/orders/one", ORDER.trim(), "unparsable");
        stack.load(Map.of("transform.hold-above", "10%"));
        String batch = stack.one("select batch_id from control.batches");

        stack.put("landing/orders/two", ORDER.replace("O-1", "O-2").trim());
        try (TestLoader loader = stack.loader(properties)) {
            await().atMost(PATIENCE).until(() -> told().equals(List.of("raised batch-held " + batch)));
        }
    }

    @Test
    void tellsOfAnOverlongLineAndAcknowledgesIt(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("app.log");
        Files.writeString(log, "one\n" + "x".repeat(1_100_000) + "\ntwo\n");
        try (InMemoryFirehose firehose = new InMemoryFirehose()) {
            Main agent = Application.main(new Wiring(
                    new Clients() {
                        @Override
                        public S3Client s3() {
                            return stack.s3().client();
                        }

                        @Override
                        public FirehoseClient firehose() {
                            return firehose.client();
                        }
                    },
                    false));
            TestAgent.properties(directory, log.toString()).forEach(agent::addOverrideProperty);
            properties(Map.of()).forEach(agent::addOverrideProperty);
            agent.start();
            await().atMost(PATIENCE).until(() -> told().equals(List.of("raised dead-letter app")));
            TailEndpoint files =
                    (TailEndpoint) agent.getCamelContext().getRoute("tail-app").getEndpoint();
            await().until(() -> files.getBytesBehind() == 0 && files.getBytesInFlight() == 0);
            assertThat(files.getBytesDeadLettered()).isEqualTo(1_100_001);
            assertThat(files.getBalance()).isZero();
            agent.stop();
        }
        assertThat(messages().get(0).at("/details/kind").asText()).isEqualTo("line");
        assertThat(stack.keys("dead-letter/lines/app/"))
                .contains(messages().get(0).at("/details/key").asText());
    }

    private Map<String, String> properties(Map<String, String> more) {
        Map<String, String> all = new HashMap<>();
        all.put("alert.webhook.url", receiver.url());
        all.put("alert.gather", "100ms");
        // The orders here are old ones.
        all.put("alert.off", "freshness");
        all.putAll(more);
        return all;
    }

    private List<String> told() {
        return messages().stream()
                .map(message -> message.get("state").asText() + " "
                        + message.get("condition").asText() + " "
                        + message.get("subject").asText())
                .toList();
    }

    private List<JsonNode> messages() {
        return receiver.bodies().stream().map(AlertIT::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
