package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.alert.Condition;
import routes.alert.Finding;
import routes.alert.InMemoryReceiver;
import routes.alert.OpenAlerts;
import routes.settings.SettingsException;

/** Alerts on their way out of a running process, through channels that work and channels that do not. */
@Timeout(180)
class AlertRouteTest {
    private static final Set<Condition> CONDITIONS = EnumSet.complementOf(EnumSet.of(Condition.TEST));
    private static final Set<Condition> OCCURRING = EnumSet.of(Condition.DEAD_LETTER, Condition.MISSING_OBJECT);
    private static final String HEADER_SECRET = "hidden-header-secret";

    @TempDir
    private Path directory;

    private InMemoryReceiver slack;
    private InMemoryReceiver webhook;
    private RunningAlerts running;

    @BeforeEach
    void listen() throws IOException {
        slack = new InMemoryReceiver();
        webhook = new InMemoryReceiver();
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
        slack.close();
        webhook.close();
    }

    @Test
    void raisesOneMessageAndOneRecoveryOfEachCondition() throws Exception {
        start(Map.of());
        for (Condition condition : CONDITIONS) {
            Finding finding = finding(condition, "orders");
            for (int i = 0; i < 3; i++) {
                if (OCCURRING.contains(condition)) {
                    running.alerts().occurred(finding);
                } else {
                    running.alerts().begin(finding);
                }
            }
        }
        await().until(() -> told("raised").equals(CONDITIONS));

        CONDITIONS.forEach(condition -> running.alerts().end(condition, "orders"));

        await().until(() -> told("over").equals(CONDITIONS)
                && slack.bodies().size() == webhook.bodies().size());
        assertThat(webhook.bodies()).hasSize(2 * CONDITIONS.size());
        assertThat(webhook.headers()).allSatisfy(fields -> assertThat(fields.get("X-snowline-secret"))
                .containsExactly(HEADER_SECRET));
        await().until(() -> running.count("snowline.alerts.sent", "slack") == 2.0 * CONDITIONS.size());
        assertThat(running.count("snowline.alerts.failed", "slack")).isZero();
    }

    @Test
    void makesOneMessageOfTenThousandDeadLetters() throws Exception {
        start(Map.of("alert.gather", "1s", "alert.quiet", "10m"));
        for (int i = 0; i < 10_000; i++) {
            running.alerts().occurred(finding(Condition.DEAD_LETTER, "orders"));
        }

        await().until(() -> !webhook.bodies().isEmpty());

        assertThat(webhook.bodies())
                .singleElement()
                .satisfies(body -> assertThat(json(body).get("count").asInt()).isEqualTo(10_000));
        assertThat(slack.bodies()).singleElement().asString().contains("10000 so far");
    }

    @Test
    void sendsThroughOneChannelWhileAnotherHangs() throws Exception {
        slack.hangs();
        start(Map.of("alert.timeout", "3s"));
        for (int i = 0; i < 3; i++) {
            running.alerts().begin(finding(Condition.BATCH_HELD, "batch " + i));
        }

        await().until(() -> webhook.bodies().size() == 3);

        assertThat(slack.bodies()).hasSize(1);
    }

    @Test
    void triesAgainUntilAChannelIsBack() throws Exception {
        slack.answers(503, "down", Map.of());
        try (CapturedLog log = CapturedLog.of(AlertFailures.class)) {
            start(Map.of());
            running.alerts().begin(finding(Condition.BATCH_HELD, "a"));
            await().until(() -> slack.bodies().size() > 2);

            slack.answers(200, "ok", Map.of());

            await().until(() -> running.count("snowline.alerts.sent", "slack") == 1);
            assertThat(log.lines()).containsExactly("WARN Alerts by slack fail: it answers 503: down");
        }
        assertThat(Set.copyOf(slack.bodies())).hasSize(1);
        assertThat(running.count("snowline.alerts.failed", "slack")).isZero();
        assertThat(webhook.bodies()).hasSize(1);
    }

    @Test
    void waitsAsLongAsItIsAsked() throws Exception {
        slack.answers(429, "", Map.of("Retry-After", "2"));
        start(Map.of());
        running.alerts().begin(finding(Condition.BATCH_HELD, "a"));
        await().until(() -> slack.bodies().size() == 1);
        Instant refused = Instant.now();
        slack.answers(200, "ok", Map.of());

        await().until(() -> slack.bodies().size() == 2);

        assertThat(Duration.between(refused, Instant.now())).isGreaterThan(Duration.ofMillis(1_500));
    }

    @Test
    void countsAndLogsWhatAChannelDoesNotTake() throws Exception {
        slack.answers(404, "no_service", Map.of());
        try (CapturedLog log = CapturedLog.of(AlertFailures.class)) {
            start(Map.of());
            running.alerts().begin(finding(Condition.BATCH_HELD, "a"));

            await().until(() -> running.count("snowline.alerts.failed", "slack") == 1);

            assertThat(slack.bodies()).hasSize(1);
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("ERROR An alert was not sent by slack: it answers 404"));
        }
    }

    @Test
    void givesUpAMessageThatIsTooOld() throws Exception {
        slack.answers(503, "down", Map.of());
        start(Map.of("alert.give-up", "1s"));
        running.alerts().begin(finding(Condition.BATCH_HELD, "a"));

        await().until(() -> running.count("snowline.alerts.failed", "slack") == 1);
        assertThat(slack.bodies()).hasSizeGreaterThan(1);
    }

    @Test
    void sendsWhatIsGatheredBeforeItStops() throws Exception {
        start(Map.of("alert.gather", "1h"));
        running.alerts().occurred(finding(Condition.DEAD_LETTER, "orders"));

        running.close();

        assertThat(states()).containsExactly("raised");
    }

    @Test
    void stopsSoonThoughAChannelIsDown() throws Exception {
        slack.answers(503, "down", Map.of());
        start(Map.of("alert.retry-delay", "1m", "alert.retry-limit", "1m"));
        running.alerts().begin(finding(Condition.BATCH_HELD, "a"));
        await().until(() -> slack.bodies().size() == 1);
        Instant begin = Instant.now();

        running.close();

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(25));
        assertThat(running.count("snowline.alerts.failed", "slack")).isEqualTo(1);
    }

    @Test
    void saysItsSecretsNowhere() throws Exception {
        slack.answers(500, "you sent " + slack.url(), Map.of());
        try (CapturedLog log = CapturedLog.ofAll()) {
            start(Map.of(
                    "alert.give-up",
                    "1s",
                    "alert.mail.host",
                    "127.0.0.1",
                    "alert.mail.port",
                    "1",
                    "alert.mail.from",
                    "a@example.com",
                    "alert.mail.to",
                    "b@example.com",
                    "alert.mail.user",
                    InMemoryMail.USER,
                    "alert.mail.password",
                    InMemoryMail.PASSWORD));
            running.alerts().begin(finding(Condition.BATCH_HELD, "a"));
            await().until(() -> running.count("snowline.alerts.failed", "slack") == 1
                    && running.count("snowline.alerts.failed", "mail") == 1);

            assertThat(log.lines()).anyMatch(line -> line.contains("An alert was not sent by mail"));
            assertThat(log.lines()).noneMatch(AlertRouteTest::holdsASecret);
        }
        assertThat(everythingInJmx())
                .anyMatch(text -> text.contains("alert-send-slack"))
                .noneMatch(AlertRouteTest::holdsASecret);
    }

    @Test
    void asksForNothingAndSendsNothingWithoutAChannel() throws Exception {
        try (RunningApplication application = RunningApplication.start(directory, Map.of("roles", "agent"))) {
            OpenAlerts alerts = application.camel().getRegistry().lookupByNameAndType("openAlerts", OpenAlerts.class);
            alerts.begin(finding(Condition.BATCH_HELD, "a"));

            assertThat(alerts.due()).isEmpty();
            assertThat(application.camel().getRoutes())
                    .noneMatch(route -> route.getId().startsWith("alert"));
        }
    }

    @Test
    void tellsOfAnAgentWhoseLinesStay() throws Exception {
        Map<String, String> agent = new HashMap<>(channels());
        agent.put("roles", "agent");
        agent.put("tail.stall-after", "1s");
        Files.writeString(directory.resolve("orders.log"), "one\n");
        try (RunningApplication application = RunningApplication.start(directory, agent)) {
            await().until(() -> states().equals(List.of("raised")));
        }
        JsonNode message = json(webhook.bodies().get(0));
        assertThat(message.get("condition").asText()).isEqualTo("stall");
        assertThat(message.get("subject").asText()).isEqualTo("orders");
        assertThat(message.get("what").asText()).contains("Feed orders stands still since", "4 bytes behind in");
        assertThat(message.at("/sender/roles/0").asText()).isEqualTo("agent");
    }

    @Test
    void tellsOfAGatewayWhoseStreamTakesNothing() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Map<String, String> gateway = new HashMap<>(channels());
        gateway.put("roles", "gateway");
        gateway.put("feed.events.ingest", "stream");
        gateway.put("ingest.port", Integer.toString(port));
        gateway.put("ingest.timeout", "1s");
        gateway.put("alert.away-for", "1ms");
        try (RunningApplication application = RunningApplication.start(directory, gateway)) {
            HttpRequest post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events/events"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"event_type\":\"x\"}"))
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(post, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).isEqualTo(503);

            await().until(() -> states().equals(List.of("raised")));
        }
        JsonNode message = json(webhook.bodies().get(0));
        assertThat(message.get("condition").asText()).isEqualTo("stall");
        assertThat(message.get("what").asText()).contains("Events of events are not taken since");
        assertThat(message.at("/sender/roles/0").asText()).isEqualTo("gateway");
    }

    @Test
    void mailsOverStartTlsAfterALogIn() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext tls = InMemoryMail.certificate(directory);
        SSLContext.setDefault(tls);
        try (InMemoryMail mail = InMemoryMail.startTls(tls)) {
            start(mail(mail, "STARTTLS"));
            running.alerts().begin(finding(Condition.BATCH_HELD, "a"));

            await().until(() -> mail.mails().size() == 1);

            assertThat(mail.mails().get(0))
                    .startsWith("snowline@example.com ")
                    .contains("To: a@example.com, b@example.com")
                    .contains("Subject: [Snowline] A batch is held: a")
                    .contains("What to do: advice");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void mailsOverTlsAfterALogIn() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext tls = InMemoryMail.certificate(directory);
        SSLContext.setDefault(tls);
        try (InMemoryMail mail = InMemoryMail.tls(tls)) {
            start(mail(mail, "TLS"));
            running.alerts().begin(finding(Condition.BATCH_HELD, "a"));

            await().until(() -> mail.mails().size() == 1);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void sendsNoPasswordToAServerThatItCannotTrust() throws Exception {
        try (InMemoryMail mail = InMemoryMail.startTls(InMemoryMail.certificate(directory))) {
            assertThat(command(mail(mail, "STARTTLS"))).isEqualTo(1);
            assertThat(mail.mails()).isEmpty();
        }
    }

    @Test
    void sendsNothingInTheClearWhereEncryptionIsAskedFor() throws Exception {
        try (InMemoryMail mail = InMemoryMail.plain()) {
            Map<String, String> properties = new HashMap<>(mail(mail, "STARTTLS"));

            assertThat(command(properties)).isEqualTo(1);
            assertThat(mail.mails()).isEmpty();
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("mail: ")
                    .contains("STARTTLS");

            properties.put("alert.mail.security", "NONE");
            properties.remove("alert.mail.user");
            properties.remove("alert.mail.password");
            printed.reset();
            assertThat(command(properties)).isZero();
            assertThat(mail.mails()).hasSize(1);
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("mail: sent" + System.lineSeparator());
        }
    }

    @Test
    void triesEachChannelAndSaysWhatWentWrong() throws Exception {
        slack.answers(403, "invalid_token", Map.of());

        int code = command(channels());

        assertThat(code).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        System.lineSeparator(), "slack: it answers 403: invalid_token", "webhook: sent", ""));
        assertThat(json(webhook.bodies().get(0)).get("state").asText()).isEqualTo("test");
        assertThat(slack.bodies()).hasSize(1);
    }

    @Test
    void saysWhyALogInWasRefusedWithoutThePassword() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext tls = InMemoryMail.certificate(directory);
        SSLContext.setDefault(tls);
        try (InMemoryMail mail = InMemoryMail.tls(tls)) {
            Map<String, String> properties = new HashMap<>(mail(mail, "TLS"));
            properties.put("alert.mail.password", "hidden-wrong-password");

            assertThat(command(properties)).isEqualTo(1);
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .startsWith("mail: ")
                    .contains("535")
                    .doesNotContain("hidden");
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void saysThatThereIsNoChannelToTry() throws Exception {
        assertThat(command(Map.of())).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("alert.slack.url-file");
    }

    @Test
    void takesSecretsFromFilesAndReadsThemEachTime() throws Exception {
        Path file = directory.resolve("slack-url");
        Files.writeString(file, slack.url() + "\n");
        start(Map.of("alert.slack.url", "", "alert.slack.url-file", file.toString()));
        running.alerts().begin(finding(Condition.BATCH_HELD, "a"));
        await().until(() -> slack.bodies().size() == 1);

        try (InMemoryReceiver other = new InMemoryReceiver()) {
            Files.writeString(file, other.url());
            running.alerts().end(Condition.BATCH_HELD, "a");
            await().until(() -> other.bodies().size() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden-url", "http://example.com/hidden", "https://hidden@example.com/x"})
    void startsWithNoAddressThatIsNone(String url) {
        assertThatThrownBy(() -> start(Map.of("alert.slack.url", url)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("alert.slack.url")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void namesTheFileOfASecretThatIsNotThere() {
        assertThatThrownBy(() -> start(Map.of(
                        "alert.slack.url",
                        "",
                        "alert.slack.url-file",
                        directory.resolve("none").toString())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("alert.slack.url-file")
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> start(Map.of("alert.slack.url", "", "alert.slack.url-file", slack.url())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("alert.slack.url-file")
                .hasMessageNotContaining(InMemoryReceiver.TOKEN);
    }

    @Test
    void doesNotWaitForAChannelThatNobodyListensAt() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.close();
            start(Map.of("alert.slack.url", "http://127.0.0.1:" + socket.getLocalPort() + "/x"));
        }
        running.alerts().begin(finding(Condition.BATCH_HELD, "a"));
        await().until(() -> webhook.bodies().size() == 1);
        assertThat(running.count("snowline.alerts.sent", "slack")).isZero();
    }

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int command(Map<String, String> properties) throws Exception {
        Main main = Application.main(Wiring.ofAlertCommand());
        properties.forEach(main::addOverrideProperty);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Commands(main, out, out).run(List.of("alert", "test"));
    }

    private void start(Map<String, String> properties) throws Exception {
        Map<String, String> all = new HashMap<>(channels());
        all.putAll(properties);
        running = RunningAlerts.start(all);
    }

    private Map<String, String> channels() {
        Map<String, String> all = new HashMap<>();
        all.put("alert.slack.url", slack.url());
        all.put("alert.webhook.url", webhook.url());
        all.put("alert.webhook.secret", HEADER_SECRET);
        all.put("alert.gather", "1ms");
        all.put("alert.quiet", "100ms");
        all.put("alert.retry-delay", "50ms");
        all.put("alert.retry-limit", "100ms");
        all.put("alert.timeout", "2s");
        return all;
    }

    private static Map<String, String> mail(InMemoryMail mail, String security) {
        return Map.of(
                "alert.mail.host",
                "127.0.0.1",
                "alert.mail.port",
                Integer.toString(mail.port()),
                "alert.mail.security",
                security,
                "alert.mail.user",
                InMemoryMail.USER,
                "alert.mail.password",
                InMemoryMail.PASSWORD,
                "alert.mail.from",
                "snowline@example.com",
                "alert.mail.to",
                "a@example.com, b@example.com",
                "alert.timeout",
                "5s");
    }

    private Set<Condition> told(String state) {
        return webhook.bodies().stream()
                .map(AlertRouteTest::json)
                .filter(message -> message.get("state").asText().equals(state))
                .map(message -> Condition.of(message.get("condition").asText()).orElseThrow())
                .collect(Collectors.toSet());
    }

    private List<String> states() {
        return webhook.bodies().stream()
                .map(body -> json(body).get("state").asText())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Finding finding(Condition condition, String subject) {
        return new Finding(condition, subject, "what happened", "advice", Map.of());
    }

    private static boolean holdsASecret(String text) {
        return text.contains(InMemoryReceiver.TOKEN)
                || text.contains(HEADER_SECRET)
                || text.contains(InMemoryMail.PASSWORD);
    }

    /** Names, attributes and what the operations without arguments that dump something answer. */
    private static List<String> everythingInJmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> all = new java.util.ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            all.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    all.add(String.valueOf(server.getAttribute(name, attribute.getName())));
                } catch (Exception e) {
                    all.add(String.valueOf(e.getMessage()));
                }
            }
            for (var operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getName().startsWith("dump") && operation.getSignature().length == 0) {
                    try {
                        all.add(String.valueOf(server.invoke(name, operation.getName(), null, null)));
                    } catch (Exception e) {
                        all.add(String.valueOf(e.getMessage()));
                    }
                }
            }
        }
        return all;
    }
}
