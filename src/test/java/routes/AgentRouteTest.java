package routes;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routes.tail.CheckpointException;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/** An agent as an operator sees it: metrics, health, and the command that shows its state. */
@Timeout(180)
class AgentRouteTest {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path root;

    private InMemoryFirehose firehose;
    private Main main;
    private Path log;

    @BeforeEach
    void startFirehose() throws IOException {
        firehose = new InMemoryFirehose();
        log = root.resolve("app.log");
    }

    @AfterEach
    void stopAll() {
        stop();
        firehose.close();
    }

    @Test
    void tellsPrometheusWhatItTailsAndDelivers() throws Exception {
        start(Map.of());
        assertThat(metrics())
                .contains(
                        "snowline_tail_bytes_behind{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_bytes_read_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_bytes_lost_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_truncations_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_bytes_unread_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_format_entries_unparsed_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_deliver_lines_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_deliver_records_refused_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_deliver_retries_total{feed=\"app\",pipeline=\"main\"} 0.0");
        firehose.refuse(n -> n == 1);
        append("one\ntwo\nthr");
        await().untilAsserted(() -> assertThat(metrics())
                .contains(
                        "snowline_tail_files{feed=\"app\",pipeline=\"main\"} 1.0",
                        "snowline_tail_bytes_behind{feed=\"app\",pipeline=\"main\"} 3.0",
                        "snowline_tail_seconds_behind{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_bytes_read_total{feed=\"app\",pipeline=\"main\"} 8.0",
                        "snowline_tail_bytes_acknowledged_total{feed=\"app\",pipeline=\"main\"} 8.0",
                        "snowline_tail_bytes_dead_lettered_total{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_bytes_in_flight{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_balance_bytes{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_files_unreadable{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_tail_stalled{feed=\"app\",pipeline=\"main\"} 0.0",
                        "snowline_deliver_lines_total{feed=\"app\",pipeline=\"main\"} 2.0",
                        "snowline_deliver_records_total{feed=\"app\",pipeline=\"main\"} 1.0",
                        "snowline_deliver_calls_total{feed=\"app\",pipeline=\"main\"} 2.0",
                        "snowline_deliver_retries_total{feed=\"app\",pipeline=\"main\"} 1.0",
                        "snowline_deliver_records_refused_total{feed=\"app\",pipeline=\"main\"} 1.0",
                        "snowline_deliver_bytes_sent_total{feed=\"app\",pipeline=\"main\"} 8.0",
                        "snowline_deliver_bytes_billed_total{feed=\"app\",pipeline=\"main\"} 5120.0"));
    }

    @Test
    void isNotReadyWhileLinesWaitAndNoneLeavesButAlive() throws Exception {
        start(Map.of("tail.stall-after", "1s"));
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(OK);
        firehose.away(true);
        append("one\n");

        await().untilAsserted(() ->
                assertThat(get("/observe/health/ready").statusCode()).isEqualTo(UNAVAILABLE));
        assertThat(get("/observe/health/ready").body())
                .contains("Feed app stands still since", "4 bytes behind in ", "app.log", "Last error: ");
        assertThat(status()).contains("Feed app is not delivered: ");
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(OK);
        assertThat(metrics()).contains("snowline_tail_stalled{feed=\"app\",pipeline=\"main\"} 1.0");

        firehose.away(false);
        await().untilAsserted(() ->
                assertThat(get("/observe/health/ready").statusCode()).isEqualTo(OK));
        assertThat(metrics()).contains("snowline_tail_stalled{feed=\"app\",pipeline=\"main\"} 0.0");
        await().untilAsserted(() -> assertThat(status()).doesNotContain("not delivered"));
    }

    @Test
    void showsHowFarItIsWhileItRunsAndAfterIt() throws Exception {
        append("one\ntwo\n");
        start(Map.of());
        await().until(() -> firehose.text().equals("one\ntwo\n"));
        await().untilAsserted(() -> assertThat(status()).contains("8 B       8 B     0 B"));
        stop();
        append("three\n");

        assertThat(status())
                .contains(log + "  14 B       8 B     6 B")
                .contains("1 files, 6 B behind, by the checkpoints in " + root.resolve("checkpoint"));
        assertThat(status("--json")).contains("\"position\" : 8", "\"behind\" : 6");
    }

    @Test
    void failsTheStatusAndTheStartOverADamagedCheckpoint() throws Exception {
        append("one\n");
        start(Map.of());
        await().until(() -> firehose.text().equals("one\n"));
        stop();
        Path checkpoint = root.resolve("checkpoint/app.json");
        Files.write(checkpoint, new byte[200]);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(runStatus(out)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ERROR Checkpoint " + checkpoint + " is damaged");
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(checkpoint.toString());
        Files.delete(checkpoint);
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is missing");
        Files.delete(root.resolve("checkpoint/app.begun"));
        start(Map.of());
        await().until(() -> firehose.text().equals("one\none\n"));
    }

    @Test
    void failsTheStatusOfADirectoryThatIsNotThere() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(runStatus(out)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ERROR Checkpoint directory " + root.resolve("checkpoint") + " is missing");
        assertThat(root.resolve("checkpoint")).doesNotExist();
    }

    private void start(Map<String, String> more) throws Exception {
        main = Application.main(new Wiring(new LocalClients(), false));
        Map<String, String> properties = new HashMap<>(tailing());
        properties.putAll(
                Map.of("roles", "agent", "bucket", "local", "deliver.backoff", "5ms", "camel.management.port", "0"));
        properties.putAll(more);
        properties.forEach(main::addOverrideProperty);
        try {
            main.start();
        } catch (Exception e) {
            stop();
            throw e;
        }
    }

    private void stop() {
        if (main != null) {
            main.stop();
            main = null;
        }
    }

    private Map<String, String> tailing() {
        // The feeds that the jar declares match nothing here.
        return Map.of(
                "feed.app.files",
                root + "/*.log",
                "feed.app.stream",
                "app-stream",
                "feed.orders.files",
                root + "/none/orders*",
                "feed.customers.files",
                root + "/none/customers*",
                "feed.events.files",
                root + "/none/events*",
                "tail.checkpoint",
                root.resolve("checkpoint").toString(),
                "tail.scan",
                "50ms",
                "tail.linger",
                "10ms");
    }

    private String status(String... options) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(runStatus(out, options)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private int runStatus(ByteArrayOutputStream out, String... options) throws Exception {
        Main command = Application.main(Wiring.ofAgentCommand());
        tailing().forEach(command::addOverrideProperty);
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> arguments = new java.util.ArrayList<>(List.of("agent", "status"));
        arguments.addAll(List.of(options));
        return new Commands(command, print, print).run(arguments);
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, CREATE, APPEND);
    }

    private List<String> metrics() throws Exception {
        HttpResponse<String> response = get("/observe/metrics");
        assertThat(response.statusCode()).isEqualTo(OK);
        return response.body().lines().toList();
    }

    private HttpResponse<String> get(String path) throws Exception {
        int port = main.getCamelContext()
                .hasService(ManagementHttpServer.class)
                .getRouter()
                .getServer()
                .getPort();
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private final class LocalClients implements Clients {
        @Override
        public S3Client s3() {
            return S3Client.builder()
                    .endpointOverride(URI.create("http://127.0.0.1:1"))
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build();
        }

        @Override
        public FirehoseClient firehose() {
            return firehose.client();
        }
    }
}
