package routes;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Body;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routes.delivery.Outages;
import routes.delivery.OverlongLine;
import routes.delivery.Service;
import routes.settings.ByteSize;
import routes.settings.DeliverSettings;
import routes.settings.FeedSettings;
import routes.settings.SettingsException;
import routes.settings.TailSettings;
import routes.tail.TailEndpoint;
import software.amazon.awssdk.services.firehose.FirehoseClient;

@Timeout(180)
class TailRouteTest {
    private static final DeliverSettings QUICK = new DeliverSettings(Duration.ofMillis(5), Duration.ofMillis(50));

    @TempDir
    private Path root;

    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final Outages outages = new Outages(Service.FIREHOSE, Clock.systemUTC());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private InMemoryFirehose firehose;
    private FirehoseClient client;
    private DefaultCamelContext camel;
    private Path log;
    private String files;
    private Duration grace = Duration.ofMillis(300);

    @BeforeEach
    void startFirehose() throws IOException {
        firehose = new InMemoryFirehose();
        client = firehose.client();
        log = root.resolve("app.log");
        files = root + "/*.log";
    }

    @AfterEach
    void stopAll() {
        if (camel != null) {
            camel.stop();
        }
        threads.shutdownNow();
        client.close();
        firehose.close();
    }

    @Test
    void deliversWholeLinesOnly() throws Exception {
        append(log, "first é\r\nsec");
        start("agent");
        awaitText("first é\r\n");
        append(log, "ond");
        append(log, " 雪");
        append(log, "\n\nfourth");
        awaitText("first é\r\nsecond 雪\n\n");
        assertThat(firehose.records()).allMatch(record -> record.endsWith("\n"));
        awaitSettled();
        assertThat(endpoint().getBytesBehind()).isEqualTo("fourth".length());
    }

    @Test
    void findsNewFilesAndManyGlobs() throws Exception {
        files = root + "/*.log," + root + "/deep/**.txt";
        start("agent");
        append(log, "a\n");
        Files.createDirectories(root.resolve("deep/er"));
        append(root.resolve("deep/er/x.txt"), "b\n");
        append(root.resolve("deep/no.log"), "c\n");
        await().until(() -> firehose.text().length() == 4);
        assertThat(firehose.text().lines()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void takesPathsWithSignsThatAUriWouldTakeForItsOwn() throws Exception {
        Path odd = Files.createDirectory(root.resolve("a b+c%20d&e=f#g"));
        files = odd + "/?[a-z]*.{log,txt}";
        append(odd.resolve("ab 100%.log"), "a\n");
        start("agent");
        awaitText("a\n");
    }

    @Test
    void losesAndRepeatsNothingWhileFilesAreRenamed() throws Exception {
        grace = Duration.ofMinutes(1);
        start("agent");
        Future<?> writer = threads.submit(() -> {
            for (int i = 0; i < 20_000; i++) {
                append(log, i + "\n");
                if (i % 4_000 == 3_999) {
                    // A file that comes and goes between two scans is never seen.
                    int made = i / 4_000 + 1;
                    await().until(() -> endpoint().getFilesWatched() == made);
                    Files.move(log, root.resolve("app." + i));
                }
            }
            return null;
        });
        writer.get();
        awaitNumbers(20_000);
    }

    @Test
    void losesAndRepeatsNothingWhenFilesAreTruncatedAfterTheyWereRead() throws Exception {
        start("agent");
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 400; i++) {
                append(log, round * 400 + i + "\n");
            }
            awaitNumbers((round + 1) * 400);
            Files.copy(log, root.resolve("app.log." + round));
            Files.writeString(log, "", TRUNCATE_EXISTING);
        }
        assertThat(endpoint().getTruncations()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void losesAndRepeatsNothingOverRestarts() throws Exception {
        Future<?> writer = threads.submit(() -> {
            for (int i = 0; i < 30_000; i++) {
                append(log, i + "\n");
                if (i % 10_000 == 9_999) {
                    Files.move(log, root.resolve("app.log." + i));
                }
            }
            return null;
        });
        files = root + "/app*";
        for (int i = 0; i < 4; i++) {
            int before = firehose.calls();
            start("agent");
            await().until(() -> firehose.calls() > before || writer.isDone());
            camel.stop();
        }
        writer.get();
        start("agent");
        awaitNumbers(30_000);
    }

    @Test
    void pausesWhileFirehoseIsAwayAndLosesNothing() throws Exception {
        firehose.away(true);
        start("agent");
        for (int i = 0; i < 40; i++) {
            append(root.resolve(i + ".log"), i + "\n");
        }
        await().until(() -> firehose.calls() > 20);
        assertThat(endpoint().getBytesInFlight()).isPositive();
        assertThat(endpoint().getBytesAcknowledged()).isZero();
        assertThat(firehose.mostInFlight()).isLessThanOrEqualTo(4);
        firehose.away(false);
        firehose.refuse(n -> n % 3 == 0);
        awaitNumbers(40);
        awaitSettled();
    }

    @Test
    void stopsSoonWhileFirehoseIsAwayAndDeliversAtTheNextStart() throws Exception {
        firehose.away(true);
        append(log, "0\n1\n");
        start("agent");
        // An outage is warned of once it has lasted, and then each minute: none of it falls into the stop.
        await().until(() -> outages.of("app-stream").map(Outages.Outage::toldAt).isPresent());
        TailEndpoint endpoint = endpoint();
        assertThat(endpoint.getBytesInFlight()).isEqualTo(4);
        long before = System.nanoTime();
        try (CapturedLog said = CapturedLog.ofAll()) {
            camel.stop();
            assertThat(said.warnings()).isEmpty();
            assertThat(said.lines())
                    .filteredOn(line -> line.contains("not delivered"))
                    .containsExactly("INFO Stopped; batches of app not delivered: 1. Their lines are read again at the"
                            + " next start.");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        assertThat(endpoint.getBytesInFlight()).isZero();
        assertThat(endpoint.getBytesGivenBack()).isEqualTo(4);
        assertThat(endpoint.getBalance()).isZero();
        firehose.away(false);
        start("agent");
        awaitNumbers(2);
    }

    @Test
    void deadLettersALineTooLongAndGoesOn() throws Exception {
        String line = "x".repeat(3_000_000);
        append(log, "0\n" + line + "\n1\n");
        deadLetters.failures.set(2);
        start("agent");
        awaitNumbers(2);
        await().until(() -> endpoint().getBytesDeadLettered() == line.length() + 1);
        assertThat(deadLetters.lines).containsExactly(line + "\n");
        awaitSettled();
    }

    @Test
    void doesNotAcknowledgeWhatComesAfterALineThatIsNotDeadLetteredYet() throws Exception {
        append(log, "x".repeat(1_000_001) + "\n0\n");
        deadLetters.failures.set(Integer.MAX_VALUE);
        start("agent");
        awaitNumbers(1);
        await().until(() -> endpoint().getBytesAcknowledged() == 2);
        camel.stop();
        deadLetters.failures.set(0);
        start("agent");
        await().until(() -> deadLetters.lines.size() == 1);
        // The line behind it leaves a second time, under the same offset: nothing may be skipped.
        await().until(() -> firehose.text().equals("0\n0\n"));
    }

    @Test
    void takesTheLastLineOfADeletedFile() throws Exception {
        append(log, "a\nlast");
        start("agent");
        awaitText("a\n");
        Files.delete(log);
        awaitText("a\nlast\n");
        await().until(() -> endpoint().getFilesWatched() == 0);
    }

    @Test
    void existsInTheRoleOfAnAgentOnly() throws Exception {
        append(log, "a\n");
        start("loader,agents");
        assertThat(camel.getRoutes()).extracting(route -> route.getRouteId()).containsExactly("dead-letter");
        camel.stop();
        start("loader, agent");
        assertThat(camel.getRoutes())
                .extracting(route -> route.getRouteId())
                .containsExactlyInAnyOrder("dead-letter", "deliver", "tail-app");
        assertThat(camel.getRoute("tail-app").getGroup()).isEqualTo("line");
    }

    @Test
    void failsTheStartOverADamagedCheckpoint() throws Exception {
        Files.createDirectories(root.resolve("checkpoints"));
        Files.writeString(root.resolve("checkpoints/app.json"), "{");
        assertThatThrownBy(() -> start("agent"))
                .hasStackTraceContaining(root.resolve("checkpoints/app.json").toString());
    }

    @Test
    void readsFilesWhoseNamesHoldWhatEndsARawValue() throws Exception {
        Path odd = Files.createDirectory(root.resolve("(a)&b"));
        files = odd + "/*.log";
        append(odd.resolve("x.log"), "0\n");
        start("agent");
        awaitText("0\n");
    }

    @Test
    void namesThePropertyThatCannotBePartOfAnEndpoint() {
        files = root + "/(a)&b}&c";
        assertThatThrownBy(() -> start("agent"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("feed.app.files")
                .hasMessageContaining("expected");
    }

    @Test
    void failsTheStartOverAnOptionItDoesNotKnow() {
        camel = new DefaultCamelContext();
        String uri = "tail:app?files=/none&checkpoint=" + root + "&agentId=a";
        assertThatThrownBy(() -> camel.getEndpoint(uri + "&scann=1s")).hasStackTraceContaining("scann");
        assertThatThrownBy(() -> camel.getEndpoint(uri + "&scan=often")).hasStackTraceContaining("scan");
        assertThatThrownBy(() -> camel.getEndpoint(uri + "&inFlight=0")).hasStackTraceContaining("inFlight");
        assertThatThrownBy(() -> camel.getEndpoint("tail:../x?files=/none&checkpoint=/c&agentId=a"))
                .hasStackTraceContaining("feed");
        assertThatThrownBy(() -> camel.getEndpoint("tail:app?checkpoint=/c&agentId=a"))
                .hasStackTraceContaining("files is required");
    }

    @Test
    void pausesAndGoesOnWithItsRoute() throws Exception {
        start("agent");
        append(log, "0\n");
        awaitNumbers(1);
        camel.getRouteController().suspendRoute("tail-app");
        append(log, "1\n");
        await().during(Duration.ofMillis(500)).until(() -> firehose.text().equals("0\n"));
        camel.getRouteController().resumeRoute("tail-app");
        awaitNumbers(2);
        camel.getRouteController().stopRoute("tail-app");
        append(log, "2\n");
        camel.getRouteController().startRoute("tail-app");
        awaitNumbers(3);
    }

    private void start(String roles) throws Exception {
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("roles", roles);
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getRegistry().bind(DeliverRoute.CLIENT, FirehoseClient.class, client);
        FeedSettings feed = FeedSettings.raw("app", files, "app-stream");
        TailSettings tail = new TailSettings(
                root.resolve("checkpoints"),
                Optional.of("host 1"),
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                4,
                new ByteSize(64_000_000),
                new ByteSize(16_000_000),
                Duration.ofSeconds(5),
                grace,
                new ByteSize(256),
                Duration.ofSeconds(1),
                Optional.empty(),
                Duration.ofMinutes(5));
        camel.addRoutes(new LineErrors(QUICK));
        camel.addRoutes(new DeliverRoute(List.of(feed), QUICK, outages));
        camel.addRoutes(new TailRoute(List.of(feed), tail));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead-letter")
                        .routeId("dead-letter")
                        .routeConfigurationId(LineErrors.ID)
                        .bean(deadLetters);
            }
        });
        camel.start();
    }

    private TailEndpoint endpoint() {
        return (TailEndpoint) camel.getRoute("tail-app").getEndpoint();
    }

    private void awaitText(String text) {
        await().untilAsserted(() -> assertThat(firehose.text()).isEqualTo(text));
    }

    private void awaitNumbers(int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> firehose.text().lines().count() >= count);
        assertThat(firehose.text().lines().map(Integer::valueOf).sorted())
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    private void awaitSettled() {
        await().untilAsserted(() -> {
            assertThat(endpoint().getBytesInFlight()).isZero();
            assertThat(endpoint().getBytesRead())
                    .isEqualTo(endpoint().getBytesAcknowledged() + endpoint().getBytesDeadLettered());
            assertThat(endpoint().getBalance()).isZero();
        });
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, CREATE, APPEND);
    }

    /** Keeps over-long lines; fails as often as told before it does. */
    static final class InMemoryDeadLetters {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final AtomicInteger failures = new AtomicInteger();

        /** Reads the line whole. */
        public void keep(@Body OverlongLine line) throws IOException {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("The store is away");
            }
            try (InputStream content = line.content().open()) {
                lines.add(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
