package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Set<String> OPTIONAL = Set.of(
            "transform.checks",
            "notify.queue",
            "lead.directory",
            "lead.lease",
            "lead.namespace",
            "lead.api-server",
            "tail.agent-id",
            "tail.unfinished-after",
            "ingest.keys-file",
            "snowflake.private-key",
            "snowflake.private-key-file",
            "snowflake.private-key-passphrase",
            "snowflake.password",
            "snowflake.role",
            "snowflake.warehouse",
            "setup.storage-role-arn",
            "setup.public-key-file",
            "alert.off",
            "alert.few-records",
            "alert.slack.url",
            "alert.slack.url-file",
            "alert.mail.host",
            "alert.mail.user",
            "alert.mail.password",
            "alert.mail.password-file",
            "alert.mail.from",
            "alert.mail.to",
            "alert.webhook.url",
            "alert.webhook.url-file",
            "alert.webhook.secret",
            "alert.webhook.secret-file");

    /** What a feed must have; everything else of it is optional. */
    private static final Set<String> REQUIRED_OF_A_FEED = Set.of("files", "stream");

    private final InMemoryProperties complete = InMemoryProperties.complete();
    /** A process of all roles, which needs every section. */
    private final InMemoryProperties all =
            complete.with("roles", "agent,gateway,loader").with("feed.events.ingest", "snowline-events");

    static Stream<String> requiredKeys() {
        return Settings.known(List.of("customers", "events", "orders")).stream()
                .filter(key -> !OPTIONAL.contains(key))
                .filter(key -> !key.startsWith("feed.")
                        || REQUIRED_OF_A_FEED.contains(key.substring(key.lastIndexOf('.') + 1)));
    }

    /** Files that are set to nothing switch their feed off. */
    static Stream<String> requiredValues() {
        return requiredKeys().filter(key -> !key.endsWith(".files"));
    }

    @Test
    void readsWhatTheJarShips() {
        Settings settings = Settings.read(complete);

        assertThat(settings.roles()).containsExactly(Role.AGENT, Role.LOADER);
        assertThat(settings.pipeline()).isEqualTo("main");
        assertThat(settings.bucket()).isEqualTo("lake");
        assertThat(settings.feeds()).containsExactly("customers", "events", "orders");
        assertThat(settings.tailed().get("orders")).satisfies(orders -> {
            assertThat(orders.files()).isEqualTo("/var/log/shop/orders*.log");
            assertThat(orders.stream()).isEqualTo("snowline-orders");
            assertThat(orders.skipHeaderLines()).isEmpty();
            assertThat(orders.format()).isEmpty();
        });
        assertThat(settings.of(ClaimSettings.class))
                .isEqualTo(new ClaimSettings(
                        Duration.ofSeconds(10), Duration.ofMinutes(5), ByteSize.parse("1GiB"), 1_000));
        assertThat(settings.of(TransformSettings.class))
                .isEqualTo(new TransformSettings(Percent.parse("90%"), Optional.empty()));
        assertThat(settings.models().get("orders").transforms())
                .containsExactly("insert_superseded_orders", "update_orders", "insert_orders");
        assertThat(settings.holdAbove("load")).isEqualTo("90");
        assertThat(settings.holdAbove("release")).isEqualTo("100");
        assertThat(settings.of(SnowflakeSettings.class).privateKeyFile()).contains(Path.of("/keys/loader.p8"));
    }

    @ParameterizedTest
    @MethodSource("requiredKeys")
    void namesTheKeyThatIsMissing(String key) {
        assertThatThrownBy(() -> Settings.read(all.without(key)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Property " + key + " is not set")
                .hasMessageContaining("config/application.properties")
                .hasMessageContaining("/etc/snowline/application.properties");
    }

    @ParameterizedTest
    @MethodSource("requiredValues")
    void takesABlankValueForAMissingOne(String key) {
        assertThatThrownBy(() -> Settings.read(all.with(key, "  ")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Property " + key + " is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void tailsNoFeedWhoseFilesAreSetToNothing(String files) {
        InMemoryProperties properties =
                complete.with("feed.orders.files", files).without("feed.orders.stream");

        Settings settings = Settings.read(properties);

        assertThat(settings.tailed()).containsOnlyKeys("customers", "events");
        assertThat(settings.feeds()).containsExactly("customers", "events", "orders");
        assertThat(settings.models()).containsKey("orders");
        assertThat(Settings.tailing(properties).feeds()).containsOnlyKeys("customers", "events");
    }

    @Test
    void takesPostsOfTheFeedsThatHaveAStreamForThem() {
        assertThat(Settings.read(all).posted())
                .containsExactly(Map.entry(
                        "events",
                        new FeedIngest("events", Optional.of("snowline-events"), Optional.empty(), Optional.empty())));
        assertThat(Settings.read(complete).posted()).isEmpty();
    }

    @Test
    void needsAFeedThatTakesPostsInAGateway() {
        assertThatThrownBy(() -> Settings.read(complete.with("roles", "gateway")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("feed.<name>.ingest");
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.port, 65536, ingest.port is 65536",
        "ingest.event-limit, 999001B, ingest.event-limit is 999001B",
        "ingest.body-limit, 2GiB, ingest.body-limit is 2GiB",
        "ingest.body-budget, 9MiB, ingest.body-budget is 9MiB",
        "ingest.connections, 0, ingest.connections is 0",
        "ingest.budget, 1MiB, ingest.budget is 1MiB",
    })
    void saysWhatAGatewayCannotWorkWith(String key, String value, String message) {
        assertThatThrownBy(() -> Settings.read(all.with(key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("expected");
    }

    @Test
    void namesTheEnvironmentVariableOfAMissingKey() {
        assertThatThrownBy(() -> Settings.read(complete.without("snowflake.lock-timeout")))
                .hasMessageContaining("SNOWFLAKE_LOCK_TIMEOUT");
    }

    @Test
    void needsNoneOfTheLoadersSectionsOnAnAgent() {
        InMemoryProperties agent = complete.with("roles", "agent");
        for (String section : List.of("claim.", "batch.", "load.", "snowflake.", "transform.", "archive.")) {
            agent = agent.without(section);
        }

        Settings settings = Settings.read(agent);

        assertThat(settings.tailed()).containsOnlyKeys("customers", "events", "orders");
        assertThatIllegalStateException()
                .isThrownBy(() -> settings.of(SnowflakeSettings.class))
                .withMessageContaining("SnowflakeSettings");
    }

    @Test
    void needsNoneOfTheAgentsSectionsOnALoader() {
        Settings settings = Settings.read(complete.with("roles", "loader")
                .without("tail.")
                .without("deliver.")
                .without("feed.orders.stream")
                .without("feed.orders.skip"));

        assertThat(settings.tailed()).isEmpty();
        assertThat(settings.feeds()).containsExactly("customers", "events", "orders");
    }

    @ParameterizedTest
    @CsvSource({
        "claim.lingr, claim.linger",
        "Claim.linger, claim.linger",
        "snowflake.privateKeyFile, snowflake.private-key-file",
        "feed.orders.file, feed.orders.files",
        "buckets, bucket"
    })
    void findsTheNameNearestToAnUnknownOne(String unknown, String known) {
        assertThatThrownBy(() -> Settings.read(complete.with(unknown, "1")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Property " + unknown + " is not known")
                .hasMessageContaining(" " + known + ";");
    }

    @Test
    void refusesALeftOverKeyOfARoleItDoesNotPlay() {
        assertThatThrownBy(() -> Settings.read(complete.with("roles", "agent").with("claim.lingr", "1s")))
                .hasMessageContaining("claim.lingr");
    }

    @ParameterizedTest
    @CsvSource({
        "claim.linger, 5 minutes",
        "claim.linger, 5",
        "claim.linger, -5s",
        "claim.linger, 99999999999999999999s",
        "claim.poll, 0s",
        "claim.bytes, 1GB",
        "claim.bytes, 0B",
        "claim.bytes, 999999999999999GiB",
        "claim.objects, many",
        "claim.objects, 0",
        "claim.objects, 1001",
        "claim.objects, 99999999999",
        "archive.parquet, yes",
        "tail.in-flight, 1.5",
        "tail.in-flight, 0",
        "tail.scan, 0ms",
        "tail.budget, 999999B",
        "tail.fingerprint, 15B",
        "tail.fingerprint, 65KiB",
        "tail.fingerprint, 8GiB",
        "feed.orders.skip-header-lines, -1",
        "feed.orders.files, logs/*.log",
        "feed.orders.files, '/var/{a,b}.log,c.log'",
        "feed.orders.files, '/var/{a,b'",
        "feed.orders.files, ','",
        "deliver.backoff, 0ms",
        "deliver.backoff-limit, 1ms",
        "batch.retry-delay, 0ms",
        "batch.retry-limit, 1ms",
        "batch.stall-after, 0ms",
        "transform.hold-above, 50",
        "transform.hold-above, 100.01%",
        "transform.hold-above, -1%",
        "load.raw-retention, 0s",
        "snowflake.lock-timeout, 999ms",
        "snowflake.statement-timeout, 0s",
        "notify.queue, landed",
        "notify.queue, https://sqs.eu-central-1.amazonaws.com/1/landed.fifo",
        "notify.queue, 'https://host/1/landed?x=RAW(y)'",
        "notify.pause, 0ms",
        "alert.off, 'stall,stalls'",
        "alert.freshness, 0s",
        "alert.success-rate, 95",
        "alert.success-turns, 0",
        "alert.few-records, 0",
        "alert.repeat, 0s",
        "alert.rate, 0",
        "alert.retry-delay, 0ms",
        "alert.retry-limit, 1ms",
        "alert.mail.port, 0",
        "alert.mail.port, 65536",
        "alert.mail.security, SSL",
        "alert.mail.host, 'mail.example.com?debugMode=true'",
        "alert.webhook.header, 'X: y'",
        "pipeline, Main",
        "pipeline, main; drop table x",
        "bucket, a.dotted.bucket",
        "bucket, lake/../other"
    })
    void namesTheKeyWhoseValueCannotBeUsed(String key, String value) {
        assertThatThrownBy(() -> Settings.read(complete.with(key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("expected");
    }

    @Test
    void takesACommaInBracesForPartOfItsGlob() {
        String files = "/var/{a,b}.log, /var/[,c].log";
        assertThat(Settings.read(complete.with("feed.orders.files", files))
                        .tailed()
                        .get("orders")
                        .files())
                .isEqualTo(files);
    }

    @Test
    void addsTheTimesOfOneValue() {
        Settings settings = Settings.read(complete.with("claim.linger", "1h30m").with("claim.poll", "1s500ms"));

        assertThat(settings.of(ClaimSettings.class).linger()).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.of(ClaimSettings.class).poll()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(Settings.read(complete.with("tail.grace", "2d"))
                        .of(TailSettings.class)
                        .grace())
                .isEqualTo(Duration.ofDays(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Orders", "or-ders", "9orders", "", "order s", "_orders", "örders", "o'rders", "or/ders"})
    void refusesAFeedWhoseNameWouldNotBeHarmless(String feed) {
        assertThatThrownBy(() -> Settings.read(complete.with("feed." + feed + ".files", "/var/log/x")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("feed." + feed)
                .hasMessageContaining("expected lower-case letters");
    }

    @Test
    void refusesAFeedNameOfMoreThanFortyLetters() {
        String feed = "f".repeat(40);

        assertThat(Settings.read(complete.with("roles", "loader").with("feed." + feed + ".files", "/x"))
                        .feeds())
                .contains(feed);
        assertThatThrownBy(() -> Settings.read(complete.with("feed." + feed + "f.files", "/x")))
                .hasMessageContaining("40 at most");
    }

    @Test
    void needsAFeed() {
        assertThatThrownBy(() -> Settings.read(complete.without("feed.")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("feed.orders.files");
    }

    @Test
    void takesAKeyFromOnePlaceOnlyAndAnAddressOfSnowflakeOnly() {
        assertThatThrownBy(() -> Settings.read(complete.with("snowflake.private-key", "local-secret")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("snowflake.private-key-file and snowflake.private-key")
                .message()
                .doesNotContain("local-secret");
        assertThatThrownBy(() -> Settings.read(complete.with("snowflake.url", "jdbc:other://local-secret@host/")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("snowflake.url does not begin with jdbc:snowflake://")
                .message()
                .doesNotContain("local-secret");
    }

    @Test
    void tellsOfAllProblemsAtOnce() {
        InMemoryProperties wrong = complete.with("claim.poll", "often")
                .with("batch.retry-limit", "never")
                .with("buckets", "lake")
                .with("pipeline", "Main");

        assertThat(Settings.problems(wrong, EnumSet.of(Role.LOADER)))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("claim.poll is 'often'"),
                        problem -> assertThat(problem).contains("batch.retry-limit is 'never'"),
                        problem -> assertThat(problem).contains("buckets is not known"),
                        problem -> assertThat(problem).contains("pipeline is 'Main'"));
        assertThat(Settings.problems(complete, EnumSet.of(Role.AGENT, Role.LOADER)))
                .isEmpty();
    }

    @Test
    void needsAKeyOrAPassword() {
        InMemoryProperties neither = complete.without("snowflake.private-key-file");

        assertThatThrownBy(() -> Settings.read(neither))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("snowflake.private-key-file is not set");
        assertThat(Settings.read(neither.with("snowflake.password", "local"))
                        .of(SnowflakeSettings.class)
                        .password())
                .contains("local");
    }

    @Test
    void needsNeitherWhereTheUrlSaysHowToSignIn() {
        InMemoryProperties browser = complete.without("snowflake.private-key-file")
                .with("snowflake.url", "jdbc:snowflake://local/?authenticator=externalbrowser");

        assertThat(Settings.read(browser).of(SnowflakeSettings.class).password())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "snowflake.database|snow-line",
                "setup.warehouse|X; drop database x",
                "setup.storage-integration|1st",
                "setup.loader-role|a b",
                "setup.loader-role|accountadmin",
                "setup.loader-role|snowline_analyst",
                "setup.analyst-role|PUBLIC",
                "setup.loader-user|\"x\"",
                "setup.storage-role-arn|arn:aws:s3:::lake",
                "setup.storage-role-arn|arn:aws:iam::000000000000:role/x' comment = '"
            })
    void namesThePropertyThatCannotBeAName(String key, String value) {
        assertThatThrownBy(() -> Settings.read(complete.with(key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("expected");
    }

    @Test
    void leavesOptionalValuesOut() {
        SnowflakeSettings snowflake = Settings.read(complete).of(SnowflakeSettings.class);

        assertThat(List.of(snowflake.password(), snowflake.role(), snowflake.warehouse()))
                .allMatch(java.util.Optional::isEmpty);
        assertThat(Settings.read(complete).of(TailSettings.class).agentId()).isEmpty();
    }

    @Test
    void keepsSecretsOutOfItsText() {
        Map<String, String> secrets = Map.of(
                "snowflake.password", "local-one",
                "snowflake.private-key-passphrase", "local-two",
                "snowflake.url", "jdbc:snowflake://local/?db=x&private_key_pwd=local-three");
        InMemoryProperties properties = complete;
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            properties = properties.with(secret.getKey(), secret.getValue());
        }
        Settings settings = Settings.read(properties);

        assertThat(settings.of(SnowflakeSettings.class).toString())
                .contains("jdbc:snowflake://local/", "LOADER")
                .doesNotContain("local-");
    }
}
