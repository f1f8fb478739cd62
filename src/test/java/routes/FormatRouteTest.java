package routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.Outages;
import routes.delivery.Service;
import routes.format.Formats;
import routes.settings.ByteSize;
import routes.settings.DeliverSettings;
import routes.settings.FeedSettings;
import routes.settings.Format;
import routes.settings.TailSettings;
import routes.tail.TailEndpoint;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** Files with a format, from the file to Firehose. */
@Timeout(180)
class FormatRouteTest {
    private static final DeliverSettings QUICK = new DeliverSettings(Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    private Path root;

    private final TailRouteTest.InMemoryDeadLetters deadLetters = new TailRouteTest.InMemoryDeadLetters();
    private InMemoryFirehose firehose;
    private FirehoseClient client;
    private DefaultCamelContext camel;
    private Path log;

    @BeforeEach
    void startFirehose() throws Exception {
        firehose = new InMemoryFirehose();
        client = firehose.client();
        log = root.resolve("app.log");
    }

    @AfterEach
    void stopAll() {
        if (camel != null) {
            camel.stop();
        }
        client.close();
        firehose.close();
    }

    @Test
    void deliversRowsByTheNamesInTheHeader() throws Exception {
        append("id,name\r\n1,\"Ann, B\"\r\n");
        start(feed(Format.CSVTOJSON, 1, NONE, NONE, false));
        append("2,Zoë\n3\n");
        String rows = """
                {"id":"1","name":"Ann, B"}
                {"id":"2","name":"Zoë"}
                {"unparsed":"3","reason":"1 values for 2 columns"}
                """;
        awaitText(rows);
        awaitSettled();
    }

    @Test
    void deliversLinesOfALogAsObjects() throws Exception {
        append("WARN late\n");
        start(feed(Format.LOGTOJSON, 0, NONE, Optional.of("(?<level>[A-Z]+) (?<text>.*)"), false));
        awaitText("{\"level\":\"WARN\",\"text\":\"late\"}\n");
        awaitSettled();
    }

    @Test
    void deliversEntriesAsLines() throws Exception {
        append("WARN late\n\tat a\n\n");
        start(feed(Format.SINGLELINE, 0, Optional.of("[A-Z]"), NONE, false));
        awaitText("WARN late at a\n");
        awaitSettled();
    }

    @Test
    void tellsWhereLinesComeFromAcrossRotation() throws Exception {
        start(feed(Format.RAW, 0, NONE, NONE, true));
        append("a\nb\n");
        await().until(() -> firehose.text().lines().count() == 2);
        Files.move(log, root.resolve("app.log.1"));
        append("a\n");
        await().until(() -> firehose.text().lines().count() == 3);
        List<JsonNode> lines = new java.util.ArrayList<>();
        for (String line : firehose.text().lines().toList()) {
            lines.add(new JsonMapper().readTree(line));
        }
        assertThat(lines).extracting(line -> line.get("data").textValue()).containsExactly("a", "b", "a");
        assertThat(lines)
                .extracting(line -> line.at("/metadata/offset").intValue())
                .containsExactly(0, 2, 0);
        assertThat(lines)
                .extracting(line -> line.at("/metadata/host").textValue())
                .containsOnly("host 1");
        String first = lines.get(0).at("/metadata/source").textValue();
        assertThat(lines.get(1).at("/metadata/source").textValue()).isEqualTo(first);
        assertThat(lines.get(2).at("/metadata/source").textValue()).isNotEqualTo(first);
        assertThat(lines.get(2).at("/metadata/file").textValue()).isEqualTo(log.toString());
        awaitSettled();
    }

    @Test
    void losesAndRepeatsNothingWhileFirehoseIsAwayAndRefuses() throws Exception {
        StringBuilder rows = new StringBuilder("id,name\n");
        for (int i = 0; i < 120_000; i++) {
            rows.append(i).append(i % 3 == 0 ? ",\"a, b\"\n" : ",some name\n");
        }
        append(rows.toString());
        firehose.away(true);
        start(feed(Format.CSVTOJSON, 1, NONE, NONE, false));
        await().until(() -> firehose.calls() > 3);
        assertThat(endpoint().getBytesAcknowledged()).isZero();
        firehose.refuse(n -> n % 3 == 0);
        firehose.away(false);
        awaitSettled();
        List<String> lines = firehose.text().lines().sorted().toList();
        assertThat(lines).hasSize(120_000).doesNotHaveDuplicates();
        assertThat(lines)
                .filteredOn(line -> line.endsWith(",\"name\":\"a, b\"}"))
                .hasSize(40_000);
    }

    @Test
    void acknowledgesABatchOnlyOnceItsOverlongEntryIsKept() throws Exception {
        String wide = "\u0001".repeat(200_000) + "\n";
        append("a\n" + wide + "b\n");
        deadLetters.failures.set(3);
        start(feed(Format.RAW, 0, NONE, NONE, true));
        await().until(() -> firehose.text().lines().count() == 2);
        assertThat(deadLetters.lines).containsExactly(wide);
        awaitSettled();
    }

    @Test
    void acknowledgesNothingWhileTheOverlongEntryCannotBeKept() throws Exception {
        append("\u0001".repeat(200_000) + "\n");
        deadLetters.failures.set(Integer.MAX_VALUE);
        start(feed(Format.RAW, 0, NONE, NONE, true));
        await().until(() -> deadLetters.failures.get() < Integer.MAX_VALUE - 3);
        TailEndpoint endpoint = endpoint();
        assertThat(endpoint.getBytesAcknowledged()).isZero();
        camel.stop();
        assertThat(endpoint.getBytesGivenBack()).isEqualTo(200_001);
        assertThat(endpoint.getBalance()).isZero();

        deadLetters.failures.set(0);
        start(feed(Format.RAW, 0, NONE, NONE, true));
        await().until(() -> deadLetters.lines.size() == 1);
        awaitSettled();
        assertThat(firehose.calls()).isZero();
    }

    @Test
    void acknowledgesEmptyLinesForWhichNothingLeaves() throws Exception {
        append("\n\n");
        start(feed(Format.LOGTOJSON, 0, NONE, Optional.of("(?<x>.*)"), false));
        await().until(() -> endpoint().getBytesAcknowledged() == 2);
        assertThat(firehose.calls()).isZero();
    }

    @Test
    void leavesLinesOfOtherFeedsAsTheyStand() throws Exception {
        Files.write(log, "é\n".getBytes(ISO_8859_1));
        append("{\"a\":1}\r\n");
        start(feed(Format.RAW, 0, Optional.of("x"), NONE, false));
        await().until(() -> endpoint().getBytesAcknowledged() == 11);
        assertThat(firehose.records()).singleElement().asString().endsWith("{\"a\":1}\r\n");
    }

    private FeedSettings feed(
            Format format, int header, Optional<String> start, Optional<String> match, boolean metadata) {
        return new FeedSettings(
                "app",
                root + "/*.log",
                "app-stream",
                Optional.of(header),
                Optional.empty(),
                start,
                Optional.of(format),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                match,
                Optional.of(metadata));
    }

    private void start(FeedSettings feed) throws Exception {
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("roles", "agent");
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getRegistry().bind(DeliverRoute.CLIENT, FirehoseClient.class, client);
        TailSettings tail = new TailSettings(
                root.resolve("checkpoints"),
                Optional.of("host 1"),
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                4,
                new ByteSize(64_000_000),
                new ByteSize(16_000_000),
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                new ByteSize(256),
                Duration.ofSeconds(1),
                Optional.empty(),
                Duration.ofMinutes(5));
        camel.addRoutes(new LineErrors(QUICK));
        camel.addRoutes(new DeliverRoute(List.of(feed), QUICK, new Outages(Service.FIREHOSE, Clock.systemUTC())));
        camel.addRoutes(new FormatRoute(new Formats(List.of(feed), "host 1", camel)));
        camel.addRoutes(new TailRoute(List.of(feed), tail));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead-letter")
                        .routeId("dead-letter")
                        .errorHandler(noErrorHandler())
                        .bean(deadLetters);
            }
        });
        camel.start();
    }

    private TailEndpoint endpoint() {
        return (TailEndpoint) camel.getRoute("tail-app").getEndpoint();
    }

    private void append(String text) throws Exception {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void awaitText(String text) {
        await().untilAsserted(() -> assertThat(firehose.text()).isEqualTo(text));
    }

    private void awaitSettled() {
        await().untilAsserted(() -> {
            assertThat(endpoint().getBytesInFlight()).isZero();
            assertThat(endpoint().getBytesRead())
                    .isPositive()
                    .isEqualTo(endpoint().getBytesAcknowledged());
            assertThat(endpoint().getBalance()).isZero();
        });
    }
}
