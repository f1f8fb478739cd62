package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import local.snowflake.LocalSnowflake;
import local.snowflake.Options;
import local.wire.Answer;
import local.wire.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.DoctorStack.Found;
import routes.DoctorStack.Outcome;
import routes.snowflake.Pem;
import routes.snowflake.PrivateKeyPem;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** The command doctor on the local stack: all is well, and each thing that is broken is told of, and nothing else. */
class DoctorIT {
    @TempDir
    private static Path directory;

    private static DoctorStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = new DoctorStack(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @AfterEach
    void mend() {
        stack.stack().s3().gate().clearFaults();
        stack.stack().s3().settings().showRules("");
        stack.stack().s3().settings().showVersioned(false);
        stack.signWith(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }

    @Test
    void findsNothingWrongWhereAllIsWell() throws Exception {
        Outcome outcome = stack.examine(Map.of());

        assertThat(outcome.complaints()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.findings())
                .extracting(Found::check)
                .contains(
                        "AWS credentials",
                        "clock",
                        "S3 rights",
                        "S3 lifecycle",
                        "SQS queue",
                        "Firehose orders",
                        "Kinesis events",
                        "checkpoint",
                        "files orders",
                        "port",
                        "Snowflake sign-in",
                        "grants",
                        "fence",
                        "stage",
                        "COPY orders");
    }

    @Test
    void changesNothing() throws Exception {
        List<String> tables = stack
                .stack()
                .rows("select table_schema, table_name, row_count from"
                        + " information_schema.tables where table_type = 'BASE TABLE' order by 1, 2")
                .stream()
                .map(Object::toString)
                .toList();
        List<String> keys = stack.stack().keys("");

        stack.examine(Map.of());

        assertThat(stack.stack().keys("")).isEqualTo(keys);
        assertThat(stack
                        .stack()
                        .rows("select table_schema, table_name, row_count from"
                                + " information_schema.tables where table_type = 'BASE TABLE' order by 1, 2")
                        .stream()
                        .map(Object::toString)
                        .toList())
                .isEqualTo(tables);
        assertThat(stack.stack().one("select epoch from control.fence_main")).isEqualTo("0");
    }

    @Test
    void printsALineForEachAndWhatToDo() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            assertThat(stack.run(Map.of("feed.orders.stream", "none"), out, List.of("doctor", "agent")))
                    .isEqualTo(1);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "ok       AWS region          us-east-1",
                        "FAILED   Firehose orders     there is no delivery stream none in us-east-1",
                        "                             -> Make it, or correct feed.orders.stream or AWS_REGION.")
                .last()
                .isEqualTo("12 ok, 0 warnings, 1 failed, as agent");
    }

    @Test
    void tellsOfEveryPropertyThatIsWrongAndLooksAtNothingElse() throws Exception {
        Outcome outcome = stack.examine(
                Map.of(
                        "claim.lingr", "5m",
                        "claim.poll", "often",
                        "batch.retry-limit", "never",
                        "bucket", "My_Lake",
                        "snowflake.user", ""),
                "loader");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.findings())
                .allMatch(found ->
                        found.check().equals("properties") && found.status().equals("failed"))
                .extracting(Found::found)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("claim.lingr is not known", "claim.linger"),
                        text -> assertThat(text).contains("claim.poll is 'often'"),
                        text -> assertThat(text).contains("batch.retry-limit is 'never'"),
                        text -> assertThat(text).contains("bucket is 'My_Lake'"),
                        text -> assertThat(text).contains("snowflake.user is not set"));
    }

    @Test
    void tellsOfAPropertyThatCamelDoesNotKnow() throws Exception {
        assertThat(stack.examine(Map.of("camel.management.prt", "1"), "gateway").complaints())
                .singleElement()
                .satisfies(found -> assertThat(found.found()).contains("camel.management.prt"));
    }

    @Test
    void asksForARoleWhereNoneIsSet() throws Exception {
        assertThat(stack.examine(Map.of("roles", "")).complaints())
                .singleElement()
                .satisfies(found -> assertThat(found.found()).contains("roles is empty", "doctor agent loader"));
    }

    @Test
    void tellsOfCredentialsThatHaveExpired() throws Exception {
        stack.signWith(() -> AwsSessionCredentials.builder()
                .accessKeyId("local")
                .secretAccessKey("local")
                .sessionToken("local")
                .expirationTime(Instant.parse("2020-01-01T00:00:00Z"))
                .build());

        assertThat(stack.examine(Map.of(), "agent").complaints())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.check()).isEqualTo("AWS credentials");
                    assertThat(found.found()).endsWith("expired at 2020-01-01T00:00:00Z");
                    assertThat(found.advice()).contains("aws sso login");
                });
    }

    @Test
    void tellsOfAnAccessKeyThatIsNotKnownAndOfASecretThatIsNotItsOwn() throws Exception {
        stack.signWith(StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "local")));
        assertThat(only(stack.examine(Map.of(), "agent")).found()).contains("AWS does not know the access key");

        stack.signWith(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "wrong-secret")));
        assertThat(only(stack.examine(Map.of(), "agent")))
                .satisfies(found -> assertThat(found.found()).contains("secret access key does not belong"))
                .extracting(Found::toString)
                .asString()
                .doesNotContain("wrong-secret");
    }

    @Test
    void tellsOfABucketThatIsNotThere() throws Exception {
        Outcome outcome = stack.examine(Map.of("bucket", "puddle", "roles", "loader"));

        assertThat(failed(outcome)).satisfies(found -> {
            assertThat(found.check()).isEqualTo("S3 bucket");
            assertThat(found.found()).isEqualTo("s3://puddle: there is no such bucket");
            assertThat(found.advice()).contains("aws s3 mb s3://puddle");
        });
        assertThat(warned(outcome).found()).startsWith("not looked at, since no object could be put");
    }

    @Test
    void tellsThatS3DoesNotAnswer() throws Exception {
        stack.stack().s3().gate().dropBefore(Request.any());

        assertThat(only(stack.examine(Map.of(), "agent")).found()).startsWith("s3://lake: no answer from AWS");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, prefix=landing, list is denied, s3:ListBucket",
        "GET, /lake/processing, read is denied, s3:GetObject",
        "PUT, /lake/processing, put is denied, s3:PutObject",
        "DELETE, /lake/landing, remove is denied, s3:DeleteObject",
        "PUT, /lake/dead-letter, put is denied, s3:PutObject"
    })
    void namesTheRightThatIsMissing(String method, String path, String told, String right) throws Exception {
        stack.stack()
                .s3()
                .gate()
                .answer(
                        request -> request.method().equals(method)
                                && request.path().contains(path)
                                && !request.path().contains("/stage-"),
                        Answer.s3Error(403, "AccessDenied", "Access Denied"));

        assertThat(only(stack.examine(Map.of(), "loader"))).satisfies(found -> {
            assertThat(found.check()).isEqualTo("S3 rights");
            assertThat(found.found()).contains(told);
            assertThat(found.advice()).contains("Allow " + right + " on arn:aws:s3:::lake");
        });
    }

    @Test
    void tellsOfAStoreThatKeepsNoConditions() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        stack.stack()
                .s3()
                .gate()
                .answer(
                        request -> request.header("if-none-match").isPresent() && puts.incrementAndGet() == 2,
                        new Answer(200, "text/plain", ""));

        assertThat(only(stack.examine(Map.of(), "loader"))).satisfies(found -> {
            assertThat(found.found()).contains("a second put with If-None-Match: * was taken");
            assertThat(found.advice()).contains("use S3 itself");
        });
    }

    @Test
    void tellsOfRulesThatExpireWhatIsNotLoadedYet() throws Exception {
        stack.stack()
                .s3()
                .settings()
                .showRules("<Rule><ID>all</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>"
                        + "<Expiration><Days>30</Days></Expiration></Rule>"
                        + "<Rule><ID>off</ID><Filter><Prefix>landing/</Prefix></Filter><Status>Disabled</Status>"
                        + "<Expiration><Days>1</Days></Expiration></Rule>"
                        + "<Rule><ID>old</ID><Filter><Prefix>processed/</Prefix></Filter><Status>Enabled</Status>"
                        + "<Expiration><Days>1</Days></Expiration></Rule>");

        assertThat(only(stack.examine(Map.of(), "loader")).found())
                .isEqualTo("the rule 'all' of s3://lake expires objects in landing/, processing/, dead-letter/: lines"
                        + " would be lost");
    }

    @Test
    void warnsOfVersionsThatAreKeptForEverAndOfRulesThatCannotBeRead() throws Exception {
        stack.stack().s3().settings().showVersioned(true);
        assertThat(only(stack.examine(Map.of(), "loader")))
                .satisfies(found -> assertThat(found.status()).isEqualTo("warning"))
                .satisfies(found -> assertThat(found.found()).contains("keeps every version"));

        stack.stack()
                .s3()
                .gate()
                .answer(Request.to("GET", "?lifecycle"), Answer.s3Error(403, "AccessDenied", "Access Denied"));
        Outcome outcome = stack.examine(Map.of(), "loader");
        assertThat(only(outcome).advice()).contains("Allow s3:GetLifecycleConfiguration");
        assertThat(outcome.code()).as("a warning is no failure").isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "none, failed, there is no delivery stream none in us-east-1",
        "elsewhere, failed, delivers below the prefix 'elsewhere/'",
        "customers, failed, delivers below the prefix 'landing/customers/'",
        "loose, warning, does not compress",
        "read, failed, reads from Kinesis"
    })
    void tellsWhatIsWrongWithADeliveryStream(String stream, String status, String told) throws Exception {
        Found found = only(stack.examine(Map.of("feed.orders.stream", stream), "agent"));

        assertThat(found.check()).isEqualTo("Firehose orders");
        assertThat(found.status()).isEqualTo(status);
        assertThat(found.found()).contains(told);
    }

    @Test
    void tellsOfADataStreamThatIsNotThere() throws Exception {
        assertThat(only(stack.examine(Map.of("feed.events.ingest", "none"), "gateway"))
                        .found())
                .isEqualTo("there is no stream none in us-east-1");
    }

    @Test
    void tellsOfAQueueThatIsNotThereAndOfOneThatNobodyTells() throws Exception {
        String url = stack.stack().sqs().createQueue("untold", Duration.ofSeconds(1));

        assertThat(only(stack.examine(Map.of("notify.queue", url + "-none"), "loader"))
                        .found())
                .isEqualTo("there is no queue " + url + "-none");
        assertThat(stack.examine(Map.of("notify.queue", url), "loader").complaints())
                .allMatch(found -> found.status().equals("warning"))
                .extracting(Found::found)
                .satisfiesExactly(
                        text -> assertThat(text).contains("no event notification of s3://lake tells"),
                        text -> assertThat(text).contains("names neither S3 nor SNS"));
    }

    @Test
    void tellsOfACheckpointThatDoesNotLastOrCannotBeMadeOrRead() throws Exception {
        Path memory = Path.of("/dev/shm");
        if (Files.isDirectory(memory) && Files.getFileStore(memory).type().equals("tmpfs")) {
            assertThat(only(stack.examine(Map.of("tail.checkpoint", memory + "/checkpoint"), "agent")))
                    .satisfies(found -> assertThat(found.status()).isEqualTo("warning"))
                    .satisfies(found -> assertThat(found.found()).contains("lies in memory and is lost at a reboot"));
        }
        Path file = Files.writeString(directory.resolve("plain"), "");
        assertThat(only(stack.examine(Map.of("tail.checkpoint", file + "/checkpoint"), "agent"))
                        .found())
                .contains("plain/checkpoint cannot be written by the user");

        Path damaged = Files.createDirectories(directory.resolve("damaged"));
        Files.writeString(damaged.resolve("orders.json"), "{");
        assertThat(only(stack.examine(Map.of("tail.checkpoint", damaged.toString()), "agent"))
                        .found())
                .contains("orders.json", "Put the file back");
    }

    @Test
    void tellsOfAnAgentThatHoldsTheCheckpoint() throws Exception {
        Path held = Files.createDirectories(directory.resolve("held"));
        try (FileChannel lock = FileChannel.open(
                        held.resolve("orders.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock taken = lock.lock()) {
            Outcome outcome = stack.examine(Map.of("tail.checkpoint", held.toString()), "agent");

            assertThat(outcome.complaints()).isEmpty();
            assertThat(outcome.findings())
                    .filteredOn(found -> found.check().equals("checkpoint"))
                    .singleElement()
                    .satisfies(found -> assertThat(found.found()).endsWith("a running agent holds orders"));
            assertThat(taken.isValid()).isTrue();
        }
    }

    @Test
    void tellsOfGlobsThatMatchNothingOrTheCheckpoint() throws Exception {
        assertThat(only(stack.examine(Map.of("feed.orders.files", directory + "/none*.log"), "agent"))
                        .found())
                .endsWith("none*.log matches no file now");

        Path checkpoint = Files.createDirectories(directory.resolve("within/checkpoint"));
        Files.writeString(checkpoint.resolve("x.log"), "");
        assertThat(only(stack.examine(
                                Map.of(
                                        "tail.checkpoint",
                                        checkpoint.toString(),
                                        "feed.orders.files",
                                        directory + "/within/**/*.log"),
                                "agent"))
                        .found())
                .contains("matches the agent's own " + checkpoint.resolve("x.log"));
    }

    @Test
    void tellsOfAPortThatIsTakenAndKnowsAGateway() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThat(only(stack.examine(Map.of("ingest.port", "" + other.getLocalPort()), "gateway")))
                    .satisfies(found -> assertThat(found.check()).isEqualTo("port"))
                    .satisfies(found -> assertThat(found.found()).contains("cannot be listened on"));
        }
        try (RunningGateway gateway = RunningGateway.open()) {
            Outcome outcome = stack.examine(Map.of("ingest.port", "" + gateway.port()), "gateway");

            assertThat(outcome.complaints()).isEmpty();
            assertThat(outcome.findings())
                    .extracting(Found::found)
                    .contains("127.0.0.1:" + gateway.port() + " is taken by a gateway that runs");
        }
    }

    @Test
    void tellsOfApiKeysThatCannotBeUsedOrAreMissing() throws Exception {
        assertThat(only(stack.examine(Map.of("ingest.keys-file", directory + "/no-keys"), "gateway"))
                        .found())
                .contains("no-keys', which cannot be used: there is no such file");
        assertThat(only(stack.examine(Map.of("ingest.host", "0.0.0.0"), "gateway")))
                .satisfies(found -> assertThat(found.check()).isEqualTo("API keys"))
                .satisfies(found -> assertThat(found.found()).contains("nobody needs a key to post"));
    }

    @Test
    void tellsOfAnAddressThatIsNotKnownOrDoesNotAnswer() throws Exception {
        assertThat(only(stack.examine(Map.of("snowflake.url", "jdbc:snowflake://none.invalid/"), "loader"))
                        .found())
                .isEqualTo("DNS does not know none.invalid");
        assertThat(only(stack.examine(Map.of("snowflake.url", "jdbc:snowflake://127.0.0.1:1/"), "loader"))
                        .found())
                .startsWith("127.0.0.1:1 (127.0.0.1) does not answer");
    }

    @Test
    void tellsThatTlsFails() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answerInPlain(plain));

            assertThat(only(stack.examine(
                                    Map.of("snowflake.url", "jdbc:snowflake://127.0.0.1:" + plain.getLocalPort() + "/"),
                                    "loader"))
                            .found())
                    .contains("TLS fails");
            answered.get(60, TimeUnit.SECONDS);
        }
    }

    private static void answerInPlain(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhatToDoWhereTheKeyIsNotAccepted() throws Exception {
        KeyPair other = Pem.pair();
        Path file = keyFile(Pem.plain(other.getPrivate()));

        assertThat(only(stack.examine(Map.of("snowflake.private-key-file", file.toString()), "loader")))
                .satisfies(found -> {
                    String fingerprint = PrivateKeyPem.fingerprint(other.getPrivate());
                    assertThat(found.check()).isEqualTo("Snowflake sign-in");
                    assertThat(found.found()).contains("as LOADER with the key " + fingerprint, "390144");
                    assertThat(found.advice())
                            .contains(
                                    "`desc user LOADER` must show " + fingerprint,
                                    "RSA_PUBLIC_KEY_FP",
                                    "alter user LOADER set rsa_public_key",
                                    "snowflake.user",
                                    "snowflake.url");
                });
        assertThat(only(stack.examine(Map.of("snowflake.user", "STRANGER"), "loader"))
                        .found())
                .contains("as STRANGER", "390144");
    }

    @Test
    void saysWhatIsWrongWithAKeyThatIsNone() throws Exception {
        Path file = keyFile("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertThat(only(stack.examine(Map.of("snowflake.private-key-file", file.toString()), "loader")))
                .satisfies(found -> assertThat(found.check()).isEqualTo("private key"))
                .satisfies(found -> assertThat(found.found()).contains("PKCS #1", "openssl pkcs8 -topk8"));
        assertThat(only(stack.examine(
                                Map.of(
                                        "snowflake.private-key-file",
                                        keyFile(Pem.encrypted(Pem.pair().getPrivate(), "sesame"))
                                                .toString()),
                                "loader"))
                        .found())
                .contains("is encrypted, and no passphrase is set");
    }

    @Test
    void warnsOfAKeyThatEverybodyMayRead() throws Exception {
        Path file = Files.copy(stack.key(), directory.resolve("open.p8"), StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(only(stack.examine(Map.of("snowflake.private-key-file", file.toString()), "loader")))
                .satisfies(found -> assertThat(found.status()).isEqualTo("warning"))
                .satisfies(found -> assertThat(found.found()).endsWith("can be read by every user of this host"))
                .satisfies(found -> assertThat(found.advice()).contains("chmod o-rwx"));
    }

    @Test
    void saysWhatToDoWhereThePasswordIsWrong() throws Exception {
        assertThat(only(stack.examine(
                        Map.of(
                                "snowflake.private-key-file", "",
                                "snowflake.user", "somebody",
                                "snowflake.password", "local-wrong-one"),
                        "loader")))
                .satisfies(found -> assertThat(found.found()).contains("with the password", "390100"))
                .satisfies(found -> assertThat(found.advice()).contains("give it a key pair"))
                .extracting(Found::toString)
                .asString()
                .doesNotContain("local-wrong-one");
    }

    @Test
    void tellsOfARoleThatIsNotTheUsersAndOfAWarehouseThatIsNotThere() throws Exception {
        assertThat(only(stack.examine(Map.of("snowflake.role", "SNOWLINE_ANALYST"), "loader")))
                .satisfies(found -> assertThat(found.found()).contains("390189"))
                .satisfies(found -> assertThat(found.advice())
                        .contains("grant role SNOWLINE_ANALYST to user LOADER", "snowflake.role"));
        assertThat(only(stack.examine(Map.of("snowflake.warehouse", "NONE"), "loader")))
                .satisfies(found -> assertThat(found.check()).isEqualTo("Snowflake warehouse"))
                .satisfies(found ->
                        assertThat(found.advice()).contains("grant usage on warehouse NONE to role SNOWLINE_LOADER"));
    }

    @Test
    void warnsOfARoleThatMayDoEverything() throws Exception {
        assertThat(only(stack.examine(
                                Map.of(
                                        "snowflake.private-key-file", "",
                                        "snowflake.user", "local",
                                        "snowflake.password", "local",
                                        "snowflake.warehouse", "SNOWLINE"),
                                "loader"))
                        .found())
                .isEqualTo("ACCOUNTADMIN may do far more than a loader needs");
    }

    @Test
    void tellsOfAnAccountThatHasNotBeenSetUp() throws Exception {
        try (LocalSnowflake bare =
                LocalSnowflake.start(Options.inMemory(stack.stack().s3().endpoint()))) {
            assertThat(failed(stack.examine(
                            Map.of(
                                    "snowflake.url", bare.jdbcUrl(),
                                    "snowflake.private-key-file", "",
                                    "snowflake.user", "local",
                                    "snowflake.password", "local"),
                            "loader")))
                    .satisfies(found -> assertThat(found.check()).isEqualTo("Snowflake warehouse"))
                    .satisfies(found -> assertThat(found.found()).contains("has no default warehouse"));
        }
    }

    @Test
    void tellsOfASchemaThatIsBehindOrAhead() throws Exception {
        stack.stack().rows("delete from control.schema_versions where script like '17%'");
        try {
            assertThat(only(stack.examine(Map.of(), "loader")))
                    .satisfies(found ->
                            assertThat(found.found()).isEqualTo("lacks sql/setup/schema/17_create_event_delays.sql"))
                    .satisfies(found -> assertThat(found.advice()).contains("snowline.jar setup"));
        } finally {
            stack.stack().setUpAgain();
        }
        stack.stack().rows("insert into control.schema_versions select '99_later', 'x', sysdate(), 'x'");
        try {
            assertThat(only(stack.examine(Map.of(), "loader")).found()).contains("99_later.sql", "newer release");
        } finally {
            stack.stack().rows("delete from control.schema_versions where script like '99%'");
        }
    }

    @Test
    void tellsOfASchemaThatIsNotThereForThisRole() throws Exception {
        stack.stack().rows("revoke select on table control.schema_versions from role snowline_loader");
        try {
            assertThat(only(stack.examine(Map.of(), "loader")).found())
                    .startsWith("control.schema_versions is not there, or this role may not read it");
        } finally {
            stack.stack().setUpAgain();
        }
    }

    @Test
    void namesEveryGrantThatIsMissing() throws Exception {
        stack.stack().rows("revoke delete on table mart.orders from role snowline_loader");
        stack.stack().rows("revoke update on table control.batches from role snowline_loader");
        try {
            assertThat(only(stack.examine(Map.of(), "loader")))
                    .satisfies(found -> assertThat(found.found())
                            .isEqualTo("SNOWLINE_LOADER lacks 2 of 119: DELETE on TABLE MART.ORDERS, UPDATE on TABLE"
                                    + " CONTROL.BATCHES"))
                    .satisfies(found -> assertThat(found.advice()).contains("setup.loader-role = SNOWLINE_LOADER"));
        } finally {
            stack.stack().setUpAgain();
        }
    }

    @Test
    void tellsOfACopyThatIsNotAllowed() throws Exception {
        stack.stack().rows("revoke insert on table raw.orders from role snowline_loader");
        try {
            assertThat(stack.examine(Map.of(), "loader").complaints())
                    .extracting(Found::check)
                    .containsExactly("grants", "COPY orders");
        } finally {
            stack.stack().setUpAgain();
        }
    }

    @Test
    void tellsOfAStageThatIsOfAnotherBucket() throws Exception {
        try (S3Client s3 = stack.stack().s3().client()) {
            s3.createBucket(request -> request.bucket("pond"));
        }
        assertThat(stack.examine(Map.of("bucket", "pond", "notify.queue", ""), "loader")
                        .complaints())
                .singleElement()
                .satisfies(found -> assertThat(found.check()).isEqualTo("stage"))
                .satisfies(found -> assertThat(found.found()).contains("it is the stage of another bucket"));
    }

    @Test
    void tellsWhoHoldsTheFence() throws Exception {
        try (Connection loader = DriverManager.getConnection(
                        stack.stack().snowflake().jdbcUrl(),
                        stack.stack().snowflake().properties());
                Statement statement = loader.createStatement()) {
            loader.setAutoCommit(false);
            statement.execute("update control.fence_main set touched_at = sysdate()");

            assertThat(stack.examine(Map.of(), "loader").findings())
                    .filteredOn(found -> found.check().equals("fence lock"))
                    .singleElement()
                    .satisfies(found -> assertThat(found.status()).isEqualTo("ok"))
                    .satisfies(found -> assertThat(found.found()).endsWith("holds it: a batch is being loaded"));
            Awaitility.await("the transaction is older than a statement may be")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    only(stack.examine(Map.of("snowflake.statement-timeout", "1s"), "loader")))
                            .satisfies(found -> assertThat(found.status()).isEqualTo("warning"))
                            .satisfies(found -> assertThat(found.advice()).contains("system$abort_transaction(")));
            loader.rollback();
        }
    }

    @Test
    void tellsOfAFenceWithoutItsRowAndOfAPipelineWithoutOne() throws Exception {
        stack.stack().rows("delete from control.fence_main");
        try {
            assertThat(only(stack.examine(Map.of(), "loader")).found())
                    .isEqualTo("control.fence_main has 0 rows instead of one");
        } finally {
            stack.stack().rows("insert into control.fence_main (epoch) select 0");
        }
        assertThat(stack.examine(Map.of("pipeline", "other"), "loader").complaints())
                .extracting(Found::found)
                .containsExactly("lacks sql/setup/schema/04_create_fence.sql");
    }

    @Test
    void looksOnBesideALoaderAtWork() throws Exception {
        try (TestLoader loader = stack.stack().loader(Map.of())) {
            stack.stack().put("landing/orders/one", "O-1,c1,p,1,2.50,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z");
            stack.stack().awaitQuiet();

            Outcome outcome = stack.examine(Map.of(), "loader");

            assertThat(outcome.complaints()).isEmpty();
            assertThat(outcome.findings())
                    .filteredOn(found -> found.check().equals("fence"))
                    .singleElement()
                    .satisfies(found -> assertThat(found.found()).startsWith("at epoch 1, raised by "));
            assertThat(loader.isStopped()).isFalse();
        } finally {
            stack.stack().rows("update control.fence_main set epoch = 0, raised_by = null");
        }
    }

    private static Path keyFile(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "key", ".p8"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static Found only(Outcome outcome) {
        assertThat(outcome.complaints()).hasSize(1);
        return outcome.complaints().get(0);
    }

    private static Found failed(Outcome outcome) {
        assertThat(outcome.code()).isEqualTo(1);
        return withStatus(outcome, "failed");
    }

    private static Found warned(Outcome outcome) {
        return withStatus(outcome, "warning");
    }

    private static Found withStatus(Outcome outcome, String status) {
        List<Found> found = outcome.complaints().stream()
                .filter(complaint -> complaint.status().equals(status))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
