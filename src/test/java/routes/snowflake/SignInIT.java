package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import local.snowflake.LocalSnowflake;
import local.snowflake.Options;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.CapturedLog;
import routes.settings.SettingsException;
import routes.settings.SnowflakeSettings;

/** Signing in by a key that changes, through the real driver. */
class SignInIT {
    private static final KeyPair FIRST = Pem.pair();
    private static final KeyPair SECOND = Pem.pair();

    private static LocalSnowflake snowflake;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        snowflake = LocalSnowflake.start(Options.inMemory(URI.create("http://127.0.0.1:1")));
    }

    @AfterAll
    static void stop() throws Exception {
        snowflake.close();
    }

    @BeforeEach
    void theAccountKnowsTheFirstKeyAlone() throws SQLException {
        administer("drop user if exists loader");
        administer("create user loader type = service rsa_public_key = '" + Pem.open(FIRST) + "'");
    }

    @Test
    void signsInByAFileByAnEncryptedFileAndByTheKeyItself() throws Exception {
        Path plain = Files.writeString(directory.resolve("plain.p8"), Pem.plain(FIRST.getPrivate()));
        Path encrypted =
                Files.writeString(directory.resolve("key.p8"), Pem.encrypted(FIRST.getPrivate(), "open sesame"));

        assertThat(user(connections(settings(Optional.of(plain), Optional.empty(), Optional.empty()))))
                .isEqualTo("LOADER");
        assertThat(user(connections(settings(Optional.of(encrypted), Optional.empty(), Optional.of("open sesame")))))
                .isEqualTo("LOADER");
        assertThat(user(connections(
                        settings(Optional.empty(), Optional.of(Pem.plain(FIRST.getPrivate())), Optional.empty()))))
                .isEqualTo("LOADER");
    }

    @Test
    void takesAMountedKeyThatWasSwappedForNewConnectionsAndLeavesOpenOnesAlone() throws Exception {
        mount(FIRST);
        DataSource connections = connections(mounted());
        try (Connection old = connections.getConnection()) {
            administer("alter user loader set rsa_public_key_2 = '" + Pem.open(SECOND) + "'");
            mount(SECOND);

            assertThat(user(connections)).isEqualTo("LOADER");
            administer("alter user loader unset rsa_public_key");
            assertThat(user(connections))
                    .as("the first key is of no use any more")
                    .isEqualTo("LOADER");
            assertThat(user(old)).isEqualTo("LOADER");
        }
    }

    @Test
    void goesOnWithTheEarlierKeyUntilTheNewOneIsAccepted() throws Exception {
        mount(FIRST);
        DataSource connections = connections(mounted());
        assertThat(user(connections)).isEqualTo("LOADER");
        try (CapturedLog log = CapturedLog.of(SignIn.class)) {
            mount(SECOND);
            assertThat(user(connections)).isEqualTo("LOADER");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            PrivateKeyPem.fingerprint(SECOND.getPrivate()),
                            PrivateKeyPem.fingerprint(FIRST.getPrivate()),
                            "rsa_public_key_2");

            administer("alter user loader set rsa_public_key_2 = '" + Pem.open(SECOND) + "'");
            administer("alter user loader unset rsa_public_key");
            assertThat(user(connections)).isEqualTo("LOADER");
            assertThat(log.lines()).anyMatch(line -> line.contains("has accepted the key "));
        }
    }

    @Test
    void goesOnWithTheEarlierKeyWhileTheFileIsNone() throws Exception {
        mount(FIRST);
        DataSource connections = connections(mounted());
        assertThat(user(connections)).isEqualTo("LOADER");
        try (CapturedLog log = CapturedLog.of(SignIn.class)) {
            Files.writeString(directory.resolve("..data/key.p8"), "half a k");

            assertThat(user(connections)).isEqualTo("LOADER");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("cannot be used", "snowflake.private-key-file", "holds no private key");
        }
    }

    @Test
    void failsWhereNoKeyWasEverAccepted() throws Exception {
        mount(SECOND);

        assertThatThrownBy(() -> user(connections(mounted())))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(390_144));
    }

    @Test
    void takesAChangedPasswordToo() throws Exception {
        administer("drop user loader");
        AtomicReference<String> password = new AtomicReference<>(LocalSnowflake.CREDENTIAL);
        DataSource connections = Warehouse.connections(password(password.get()), () -> password(password.get()));
        assertThat(user(connections)).isEqualTo("LOADER");

        password.set("not known yet");
        assertThat(user(connections)).isEqualTo("LOADER");
    }

    @Test
    void endsTheStartWithTheNameOfThePropertyWhereTheKeyIsNone() throws IOException {
        Path key = Files.writeString(directory.resolve("key.p8"), Pem.block("RSA PRIVATE KEY", new byte[9]));

        assertThatThrownBy(() -> connections(settings(Optional.of(key), Optional.empty(), Optional.empty())))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Property snowflake.private-key-file is '" + key + "', which holds")
                .hasMessageContaining("PKCS #1");
        assertThatThrownBy(() -> connections(settings(Optional.of(directory), Optional.empty(), Optional.empty())))
                .hasMessageContaining("no file but a directory");
        assertThatThrownBy(() -> connections(settings(Optional.empty(), Optional.of("x"), Optional.empty())))
                .hasMessageStartingWith("Property snowflake.private-key (SNOWFLAKE_PRIVATE_KEY) holds no");
    }

    @Test
    void warnsOfAKeyThatEverybodyMayRead() throws Exception {
        Path key = Files.writeString(directory.resolve("key.p8"), Pem.plain(FIRST.getPrivate()));
        try (CapturedLog log = CapturedLog.of(Warehouse.class)) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
            Warehouse.open(settings(Optional.of(key), Optional.empty(), Optional.empty()))
                    .close();
            assertThat(log.warnings()).isEmpty();

            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            Warehouse.open(settings(Optional.of(key), Optional.empty(), Optional.empty()))
                    .close();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(key + " can be read by every user", "chmod o-rwx", "defaultMode: 0440");
        }
    }

    /** As Kubernetes changes a mounted secret: a new directory, then the one link to it is replaced. */
    private void mount(KeyPair pair) throws IOException {
        Path version = Files.createTempDirectory(directory, "..2026_");
        Path key = Files.writeString(version.resolve("key.p8"), Pem.plain(pair.getPrivate()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        Path fresh = Files.createSymbolicLink(directory.resolve("..data_tmp"), version.getFileName());
        Files.move(fresh, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (Files.notExists(directory.resolve("key.p8"))) {
            Files.createSymbolicLink(directory.resolve("key.p8"), Path.of("..data", "key.p8"));
        }
    }

    private SnowflakeSettings mounted() {
        return settings(Optional.of(directory.resolve("key.p8")), Optional.empty(), Optional.empty());
    }

    private static SnowflakeSettings settings(Optional<Path> file, Optional<String> key, Optional<String> passphrase) {
        return settings(file, key, passphrase, Optional.empty());
    }

    private static SnowflakeSettings password(String password) {
        return settings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(password));
    }

    private static SnowflakeSettings settings(
            Optional<Path> file, Optional<String> key, Optional<String> passphrase, Optional<String> password) {
        return new SnowflakeSettings(
                snowflake.jdbcUrl(),
                "loader",
                file,
                key,
                passphrase,
                password,
                Optional.empty(),
                Optional.empty(),
                "SNOWLINE",
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
    }

    private static DataSource connections(SnowflakeSettings settings) {
        return Warehouse.connections(settings, () -> settings);
    }

    private static String user(DataSource connections) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return user(connection);
        }
    }

    private static String user(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void administer(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(snowflake.jdbcUrl(), snowflake.properties());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
