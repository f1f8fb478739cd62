package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import local.kinesis.LocalKinesis;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.settings.Role;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Holds what the page of metrics, the dashboard and the alert rules name against what processes of each role answer. */
class MetricsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String COMPONENT = "k8s/components/prometheus";

    /** Labels that Prometheus puts to whatever it asks. */
    private static final Set<String> TARGET = Set.of("instance", "job");

    /** There after the first collection of garbage. */
    private static final String COLLECTED = "jvm_gc_pause_seconds_sum";

    private static final Pattern ROW = Pattern.compile(
            "\\| `(?<name>snowline_\\w+)` \\| (?<type>\\w+) \\| [^|]+ \\|(?<labels>[^|]*)\\| (?<roles>[^|]+) \\| .+ \\|");

    private static final Pattern LABEL_USE = Pattern.compile("\\$labels\\.([a-zA-Z_]+)");

    @TempDir
    private static Path directory;

    private static LocalStack stack;
    private static LocalKinesis kinesis;
    private static InMemoryFirehose firehose;
    private static Exposition all;
    private static final Map<Role, Exposition> SHOWN = new EnumMap<>(Role.class);

    @BeforeAll
    static void askEachRole() throws Exception {
        stack = new LocalStack();
        kinesis = stack.kinesis();
        kinesis.createStream("posts", 1);
        firehose = new InMemoryFirehose();
        for (Role role : Role.values()) {
            SHOWN.put(role, Exposition.parse(answer(role)));
        }
        all = Exposition.all(SHOWN.values());
    }

    @AfterAll
    static void stop() throws Exception {
        firehose.close();
        stack.close();
    }

    @Test
    void answersWhatThePageTellsOfForEachRole() throws IOException {
        Map<String, String> page = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/metrics.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                for (String role : row.group("roles").split(", ", -1)) {
                    page.put(
                            role + " " + row.group("name"),
                            row.group("type") + " {" + row.group("labels").trim() + "}");
                }
            }
        }
        Map<String, String> shown = new TreeMap<>();
        SHOWN.forEach((role, metrics) -> metrics.metrics("snowline_")
                .forEach(name -> shown.put(
                        role.key() + " " + name,
                        metrics.types().get(name) + " {"
                                + metrics.labelsOf(name).stream()
                                        .filter(label -> !label.equals("pipeline"))
                                        .collect(Collectors.joining(", "))
                                + "}")));
        assertThat(page).isEqualTo(shown);
    }

    @Test
    void tellsThePipelineWithEachMetric() {
        assertThat(all.labels())
                .isNotEmpty()
                .allSatisfy((name, labels) -> assertThat(labels).as(name).contains("pipeline"));
    }

    @Test
    void answersWhatTheDashboardAsks() throws IOException {
        JsonNode dashboard =
                new JsonMapper().readTree(Path.of(COMPONENT, "dashboard.json").toFile());
        List<String> expressions = dashboard.findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(50);
        expressions.forEach(MetricsIT::answers);
    }

    @Test
    void answersWhatTheAlertRulesAsk() throws IOException {
        JsonNode rules =
                new YAMLMapper().readTree(Path.of(COMPONENT, "rules.yaml").toFile());
        List<JsonNode> alerts = rules.findParents("alert");
        assertThat(alerts).hasSizeGreaterThan(20);
        for (JsonNode alert : alerts) {
            PromQl asked = answers(alert.get("expr").asText());
            Set<String> known = new TreeSet<>(TARGET);
            asked.metrics().keySet().forEach(metric -> known.addAll(all.labels().get(metric)));
            assertThat(LABEL_USE
                            .matcher(alert.get("annotations").toString())
                            .results()
                            .map((MatchResult use) -> use.group(1)))
                    .as("labels in the annotations of %s", alert.get("alert"))
                    .isSubsetOf(known);
        }
    }

    /** Every metric that an expression asks for is there, with every label that it is asked by. */
    private static PromQl answers(String expression) {
        PromQl asked = PromQl.parse(expression);
        assertThat(asked.metrics()).as(expression).isNotEmpty();
        Set<String> known = new TreeSet<>(TARGET);
        asked.metrics().forEach((metric, labels) -> {
            assertThat(all.labels()).as(expression).containsKey(metric);
            known.addAll(all.labels().get(metric));
            assertThat(all.labels().get(metric))
                    .as("labels of %s, for %s", metric, expression)
                    .containsAll(labels.stream()
                            .filter(label -> !TARGET.contains(label))
                            .toList());
        });
        assertThat(asked.labels()).as(expression).isSubsetOf(known);
        return asked;
    }

    private static String answer(Role role) throws Exception {
        Main main = Application.main(new Wiring(new LocalClients(), false));
        properties(role).forEach(main::addOverrideProperty);
        try {
            main.start();
            int port = main.getCamelContext()
                    .hasService(ManagementHttpServer.class)
                    .getRouter()
                    .getServer()
                    .getPort();
            URI uri = URI.create("http://127.0.0.1:" + port + "/observe/metrics");
            System.gc();
            return Awaitility.await().until(() -> ask(uri), text -> text.contains(COLLECTED));
        } finally {
            main.stop();
        }
    }

    private static String ask(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Map<String, String> properties(Role role) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("roles", role.key());
        all.put("bucket", "lake");
        all.put("tail.checkpoint", directory.resolve("checkpoint").toString());
        for (String feed : new String[] {"customers", "events", "orders"}) {
            all.put("feed." + feed + ".files", directory.resolve(feed + "*.log").toString());
        }
        all.put("feed.events.ingest", "posts");
        all.put("ingest.port", "0");
        all.put("ingest.keys-file", keys().toString());
        all.put("notify.queue", stack.sqs().createQueue("landed", Duration.ofSeconds(2)));
        all.put("snowflake.url", stack.snowflake().jdbcUrl());
        all.put("snowflake.user", "local");
        all.put("snowflake.password", "local");
        all.put("snowflake.role", "SNOWLINE_LOADER");
        all.put("snowflake.warehouse", "SNOWLINE");
        // Nothing listens there: a channel has its counters before it sends.
        all.put("alert.webhook.url", "http://127.0.0.1:9/");
        all.put("camel.management.port", "0");
        return all;
    }

    private static Path keys() throws IOException {
        Path keys = directory.resolve("keys");
        if (!Files.exists(keys)) {
            Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(keys, "local:" + "0".repeat(64) + "\n");
        }
        return keys;
    }

    private static final class LocalClients implements Clients {
        @Override
        public S3Client s3() {
            return stack.s3().client();
        }

        @Override
        public SqsClient sqs() {
            return stack.sqs().client();
        }

        @Override
        public FirehoseClient firehose() {
            return firehose.client();
        }

        @Override
        public KinesisClient kinesis(Duration longestCall) {
            return kinesis.client();
        }
    }
}
