package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import local.s3.LocalS3;
import local.secrets.LocalSecrets;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.http.NewKey;
import routes.settings.Settings;
import routes.settings.SettingsException;
import routes.settings.SnowflakeSettings;
import routes.snowflake.Pem;
import routes.snowflake.Warehouse;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Plants a marked secret in every place that a user can put one, drives a loader, an agent and a gateway through successes and
 * failures, and looks for the marks in all that others can see.
 */
class SecretsIT {
    private static final String ROW = ",c1,p,1,2.50,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final KeyPair pair = Pem.pair();
    private LocalStack stack;
    private LocalSecrets manager;
    private Sightings sightings;

    @BeforeEach
    void start() throws Exception {
        // A pool that cannot connect tells why after so long, which is 30 s otherwise.
        Path pool = Files.writeString(directory.resolve("pool"), "connectionTimeout=5000\n");
        System.setProperty("hikaricp.configurationFile", pool.toString());
        stack = new LocalStack();
        manager = LocalSecrets.start();
        stack.rows("create user loader type = service default_role = snowline_loader default_warehouse = snowline"
                + " rsa_public_key = '" + Pem.open(pair) + "'");
        stack.rows("grant role snowline_loader to user loader");
        sightings = new Sightings();
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty("hikaricp.configurationFile");
        sightings.close();
        manager.close();
        stack.close();
    }

    @Test
    void showsNoneOfALoaderThatSucceeds() throws Exception {
        Path key = keyFile(Pem.encrypted(pair.getPrivate(), mark("passphrase")));
        mark("the private key", Pem.plain(pair.getPrivate()).lines().toList().get(3));
        Path users = Files.writeString(
                directory.resolve("users"), "user.local = " + sha256(mark("console password")) + ",viewer\n");
        Map<String, String> properties = properties("loader");
        properties.put("snowflake.url", stack.snowflake().jdbcUrl() + "&password=" + mark("password in the URL"));
        properties.put("snowflake.private-key-file", key.toString());
        properties.put("snowflake.private-key-passphrase", secrets.get("passphrase"));
        properties.put("camel.management.authentication-enabled", "true");
        properties.put("camel.management.basic-properties-file", users.toString());
        stack.put("landing/orders/good", "O-1" + ROW);
        stack.put("landing/orders/broken.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});

        try (Running loader = start(properties, LocalS3.CREDENTIAL)) {
            stack.awaitQuiet();
            lookAt(loader.main());
        }

        assertThat(stack.keys("dead-letter/")).isNotEmpty();
        assertThat(stack.one("select count(*) from mart.orders")).isEqualTo("1");
        assertNothingIsSeen();
    }

    @Test
    void showsNoneOfALoaderWhosePasswordIsWrong() throws Exception {
        Map<String, String> properties = properties("loader");
        properties.put("snowflake.user", "somebody");
        properties.put("snowflake.password", mark("password"));
        stack.put("landing/orders/good", "O-1" + ROW);

        try (Running loader = start(properties, LocalS3.CREDENTIAL)) {
            awaitSuspended(loader.main());
            lookAt(loader.main());
        }
        doctor(properties);

        assertNothingIsSeen();
    }

    @Test
    void showsNoneOfALoaderWhoseWarehouseIsOutOfReachOrHasNoAddress() throws Exception {
        for (String host : List.of("http://127.0.0.1:1", "ho st:x")) {
            Map<String, String> properties = properties("loader");
            properties.put(
                    "snowflake.url",
                    "jdbc:snowflake://" + host + "/?account=local&ssl=off&loginTimeout=1&private_key_pwd="
                            + mark("passphrase in the URL") + "&password=" + mark("password in the URL"));
            properties.put("snowflake.password", mark("password"));

            try (Running loader = start(properties, LocalS3.CREDENTIAL)) {
                // As the pool opens one, and tells of it only half a minute later.
                SnowflakeSettings settings = loader.main()
                        .getCamelContext()
                        .getRegistry()
                        .lookupByNameAndType("settings", Settings.class)
                        .of(SnowflakeSettings.class);
                assertThatThrownBy(() -> Warehouse.connections(settings, () -> settings)
                                .getConnection()
                                .close())
                        .isInstanceOfSatisfying(SQLException.class, sightings::add);
                lookAt(loader.main());
            }
            doctor(properties);
        }

        assertNothingIsSeen();
    }

    @Test
    void showsNoneOfALoaderThatCannotStart() throws Exception {
        Map<String, String> broken = properties("loader");
        String body = mark("broken key", "BROKENKEYMARKBROKENKEYMARKBROKEN");
        broken.put("snowflake.private-key", "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----");
        Map<String, String> foreign = properties("loader");
        foreign.put("snowflake.url", "jdbc:postgresql://local:" + mark("password in another URL") + "@host/");
        Map<String, String> braces = properties("loader");
        braces.put("snowflake.password", mark("password with braces", "MARKED{{BRACES"));
        Map<String, String> wrong = properties("loader");
        wrong.put("snowflake.private-key", Pem.encrypted(pair.getPrivate(), "another"));
        wrong.put("snowflake.private-key-passphrase", mark("wrong passphrase"));
        Map<String, String> both = properties("loader");
        both.put("snowflake.private-key", Pem.plain(pair.getPrivate()));
        both.put("snowflake.private-key-file", "/none");
        mark("the private key", Pem.plain(pair.getPrivate()).lines().toList().get(3));

        for (Map<String, String> properties : List.of(broken, foreign, braces, wrong, both)) {
            properties.putIfAbsent("snowflake.password", "");
            assertThatThrownBy(() -> start(properties, LocalS3.CREDENTIAL).close())
                    .isInstanceOfSatisfying(SettingsException.class, sightings::add);
            doctor(properties);
        }

        assertThat(sightings.count("failure")).isEqualTo(5);
        assertThat(sightings.of(secrets)).isEmpty();
    }

    @Test
    void showsNoneOfAnAwsSecretKeyThatIsRefused() throws Exception {
        Map<String, String> properties = properties("agent,loader");
        properties.put("snowflake.password", mark("password"));
        Path log = Files.writeString(directory.resolve("orders.log"), "O-1" + ROW + "\n");
        properties.put("feed.orders.files", log.toString());
        String secret = mark("AWS secret key");

        try (Running both = start(properties, secret)) {
            Awaitility.await("S3 has refused a listing")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sightings.count("log of routes.") > 0
                            && stack.s3().gate().count() > 1);
            lookAt(both.main());
        }

        assertNothingIsSeen();
    }

    @Test
    void showsNoKeyOfAClientOfTheGateway() throws Exception {
        NewKey known = NewKey.of("client", new SecureRandom());
        mark("API key", known.key());
        Path keys = Files.writeString(directory.resolve("keys"), known.line() + "\n");
        Map<String, String> properties = properties("gateway");
        properties.put("feed.events.ingest", "posts");
        properties.put("ingest.port", "0");
        properties.put("ingest.keys-file", keys.toString());
        properties.put("ingest.timeout", "1s");
        stack.kinesis().createStream("posts", 1);

        try (Running gateway = start(properties, mark("AWS secret key"))) {
            int port = gateway.main()
                    .getCamelContext()
                    .getRegistry()
                    .findSingleByType(routes.http.HttpEngine.class)
                    .getServerPort();
            assertThat(post(port, "Bearer " + known.key(), "{\"a\":1}")).isEqualTo(202);
            assertThat(post(port, "Bearer " + mark("unknown API key"), "{\"a\":1}"))
                    .isEqualTo(401);
            assertThat(post(port, "Basic " + mark("another kind of token"), "{\"a\":1}"))
                    .isEqualTo(401);
            assertThat(post(port, "Bearer " + known.key(), "{\"a\":")).isEqualTo(400);
            stack.kinesis().mishaps().refuseCalls(500, 100_000);
            assertThat(post(port, "Bearer " + known.key(), "{\"a\":1}")).isEqualTo(503);
            lookAt(gateway.main());
        }

        assertNothingIsSeen();
    }

    @Test
    void takesAKeyFromSecretsManagerAndAChangedOneWithoutARestart() throws Exception {
        KeyPair next = Pem.pair();
        mark("the private key", line(pair));
        mark("the next private key", line(next));
        manager.put("snowline/loader", secret(pair, mark("passphrase")));
        Map<String, String> properties = properties("loader");
        properties.put("snowflake.private-key", "{{aws:snowline/loader#key}}");
        properties.put("snowflake.private-key-passphrase", "{{aws:snowline/loader#passphrase}}");
        stack.put("landing/orders/one", "O-1" + ROW);

        try (Running loader = start(properties, LocalS3.CREDENTIAL)) {
            stack.awaitQuiet();
            stack.rows("alter user loader set rsa_public_key_2 = '" + Pem.open(next) + "'");
            manager.put("snowline/loader", secret(next, mark("next passphrase")));
            stack.rows("alter user loader unset rsa_public_key");
            endConnections(loader.main());

            stack.put("landing/orders/two", "O-2" + ROW);
            stack.awaitQuiet();
            lookAt(loader.main());
        }

        assertThat(stack.one("select count(*) from mart.orders")).isEqualTo("2");
        assertNothingIsSeen();
    }

    @Test
    void doesNotStartWithASecretThatCannotBeHad() {
        Map<String, String> properties = properties("loader");
        properties.put("snowflake.private-key", "{{aws:snowline/none}}");

        assertThatThrownBy(() -> start(properties, LocalS3.CREDENTIAL).close())
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("{{aws:snowline/none}} cannot be resolved: there is no such secret");
    }

    private static String line(KeyPair keys) {
        return Pem.plain(keys.getPrivate()).lines().toList().get(3);
    }

    private static String secret(KeyPair keys, String passphrase) {
        return "{\"key\":\"" + Pem.encrypted(keys.getPrivate(), passphrase).replace("\n", "\\n")
                + "\",\"passphrase\":\"" + passphrase + "\"}";
    }

    /** Has the loader open new connections for its next statements. */
    private static void endConnections(Main main) throws Exception {
        main.getCamelContext()
                .getRegistry()
                .lookupByNameAndType("snowflake", DataSource.class)
                .unwrap(HikariDataSource.class)
                .getHikariPoolMXBean()
                .softEvictConnections();
    }

    private void assertNothingIsSeen() {
        for (String key : stack.keys("")) {
            sightings.add("object " + key, new String(stack.get(key), StandardCharsets.UTF_8));
        }
        assertThat(secrets).isNotEmpty();
        assertThat(sightings.count("log of")).as("logs").isPositive();
        assertThat(sightings.count("MBean org.apache.camel")).as("MBeans").isPositive();
        assertThat(sightings.of(secrets)).isEmpty();
    }

    /** A secret that occurs nowhere else. */
    private String mark(String name) {
        return mark(name, "MARKED-" + name.toUpperCase(java.util.Locale.ROOT).replace(' ', '-'));
    }

    private String mark(String name, String secret) {
        secrets.put(name, secret);
        return secret;
    }

    /** All that is served on the management port, and what JMX tells. */
    private void lookAt(Main main) throws Exception {
        sightings.lookAround();
        URI management = URI.create("http://127.0.0.1:"
                + main.getCamelContext()
                        .hasService(ManagementHttpServer.class)
                        .getRouter()
                        .getServer()
                        .getPort());
        for (String path : List.of(
                "/observe/info",
                "/observe/health",
                "/observe/health/ready",
                "/observe/metrics",
                "/hawtio/jolokia/list",
                "/hawtio/jolokia/read/org.apache.camel:*")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(management.resolve(path));
            if (secrets.containsKey("console password")) {
                request.header("Authorization", "Basic " + basic("local:" + secrets.get("console password")));
            }
            sightings.add(
                    "served " + path,
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        }
        assertThat(sightings.count("served /observe/info")).isPositive();
    }

    private static String sha256(String text) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String basic(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void doctor(Map<String, String> properties) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Main main = Application.main(Wiring.ofDoctor(clients(LocalS3.CREDENTIAL)));
        properties.forEach(main::addOverrideProperty);
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            assertThat(new Commands(main, out, out).run(List.of("doctor"))).isEqualTo(1);
        }
        sightings.add("doctor", bytes.toString(StandardCharsets.UTF_8));
    }

    private static void awaitSuspended(Main main) {
        Awaitility.await("claim is suspended")
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        main.getCamelContext().getRouteController().getRouteStatus("claim") == ServiceStatus.Suspended);
    }

    private static int post(int port, String authorization, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events/events"))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Map<String, String> properties(String roles) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("roles", roles);
        all.put("bucket", "lake");
        all.put("snowflake.url", stack.snowflake().jdbcUrl());
        all.put("snowflake.user", "LOADER");
        all.put("claim.poll", "100ms");
        all.put("claim.linger", "1ms");
        all.put("batch.retry-delay", "50ms");
        all.put("batch.retry-limit", "200ms");
        all.put("tail.checkpoint", directory.resolve("checkpoint").toString());
        all.put("feed.customers.files", "");
        all.put("feed.events.files", "");
        all.put("feed.orders.files", directory.resolve("orders.log").toString());
        all.put("camel.main.shutdown-timeout", "5");
        all.put("camel.management.port", "0");
        return all;
    }

    private Running start(Map<String, String> properties, String awsSecret) throws Exception {
        Main main = Application.main(new Wiring(clients(awsSecret), false));
        properties.forEach(main::addOverrideProperty);
        try {
            main.start();
        } catch (Exception e) {
            main.stop();
            throw e;
        }
        return new Running(main);
    }

    private Clients clients(String awsSecret) {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.CREDENTIAL, awsSecret));
        return new StackClients(stack.s3(), credentials) {
            @Override
            public FirehoseClient firehose() {
                return FirehoseClient.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:1"))
                        .region(region())
                        .credentialsProvider(credentials)
                        .overrideConfiguration(Clients.once(Duration.ofSeconds(2)))
                        .build();
            }

            @Override
            public KinesisClient kinesis(Duration longestCall) {
                try {
                    return stack.kinesis()
                            .clientBuilder()
                            .credentialsProvider(credentials)
                            .overrideConfiguration(Clients.once(longestCall))
                            .build();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }

            @Override
            public SecretsManagerClient secrets() {
                return manager.client();
            }
        };
    }

    private Path keyFile(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("key.p8"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private record Running(Main main) implements AutoCloseable {
        @Override
        public void close() {
            main.stop();
        }
    }
}
