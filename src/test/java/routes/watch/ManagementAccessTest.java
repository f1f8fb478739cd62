package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.settings.SettingsException;

class ManagementAccessTest {
    private final HttpManagementServerConfigurationProperties properties =
            new HttpManagementServerConfigurationProperties(null);

    @TempDir
    Path directory;

    private Path users;

    @BeforeEach
    void createUsers() throws IOException {
        users = Files.writeString(
                directory.resolve("users.properties"), new User("local", User.hash("secret"), Access.VIEWER).line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1"})
    void letsThisHostInWithoutCredentials(String host) {
        properties.setHost(host);

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0.0.0.0", "::", "192.0.2.1"})
    void letsNobodyElseInWithoutCredentials(String host) {
        properties.setHost(host);

        assertThatThrownBy(this::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.host")
                .hasMessageContaining("camel.management.authentication-enabled")
                .hasMessageContaining("camel.management.basic-properties-file");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"/hawtio/*", "/*", "/"})
    void letsOthersInWhoLogIn(String path) {
        authenticate("0.0.0.0", users.toString(), path);

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0"})
    void takesNoAuthenticationForTrueThatHasNoUsers(String host) {
        authenticate(host, null, "/hawtio/*");

        assertThatThrownBy(this::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.basic-properties-file is not set");
    }

    @Test
    void wantsAFileOfUsersThatCanBeRead() {
        authenticate("0.0.0.0", directory.resolve("absent").toString(), "/hawtio/*");

        assertThatThrownBy(this::check).isInstanceOf(SettingsException.class).hasMessageContaining("absent");
    }

    @Test
    void takesNoDirectoryForAFileOfUsers() {
        authenticate("0.0.0.0", directory.toString(), "/hawtio/*");

        assertThatThrownBy(this::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("it is no file but a directory");
    }

    @Test
    void takesNoPlainPassword() throws IOException {
        Files.writeString(users, "user.local = secret,viewer\n");
        authenticate("0.0.0.0", users.toString(), "/hawtio/*");

        assertThatThrownBy(this::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.basic-properties-file")
                .hasMessageContaining("line 1: expected user.<name> = <SHA-256")
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesNoFileThatOthersMayWriteTo() throws IOException {
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-rw----"));
        authenticate("0.0.0.0", users.toString(), "/hawtio/*");

        assertThatThrownBy(this::check).isInstanceOf(SettingsException.class).hasMessageContaining("chmod go-w");
    }

    @Test
    void refusesTokensThatItWouldNotLookAt() {
        authenticate("0.0.0.0", users.toString(), "/hawtio/*");
        properties.setJwtKeystorePath("keys.p12");

        assertThatThrownBy(this::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.jwt-*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hawtio", "/hawtio/", "/observe/*", "/hawtio/static/*", "hawtio/*"})
    void wantsThePathToCoverJolokia(String path) {
        authenticate("0.0.0.0", users.toString(), path);

        assertThatThrownBy(this::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.authentication-path is '" + path + "'");
    }

    @Test
    void keepsJolokiaWhereItIsGuarded() {
        properties.setHost("127.0.0.1");
        properties.setJolokiaEnabled(true);
        properties.setJolokiaPath("/observe/jolokia");

        assertThatThrownBy(this::check)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("camel.management.jolokia-path")
                .hasMessageContaining("expected /hawtio/jolokia");
    }

    @Test
    void keepsEverythingAtTheRoot() {
        properties.setHost("127.0.0.1");
        properties.setPath("/elsewhere");

        assertThatThrownBy(this::check).isInstanceOf(SettingsException.class).hasMessageContaining("expected /.");
    }

    @ParameterizedTest
    @MethodSource("steering")
    void refusesWhatSteers(Consumer<HttpManagementServerConfigurationProperties> steering) {
        properties.setHost("127.0.0.1");
        steering.accept(properties);

        assertThatThrownBy(this::check).isInstanceOf(SettingsException.class).hasMessageContaining("only reads");
    }

    static Stream<Consumer<HttpManagementServerConfigurationProperties>> steering() {
        return Stream.of(
                properties -> properties.setSendEnabled(true),
                properties -> properties.setUploadEnabled(true),
                properties -> properties.setDownloadEnabled(true),
                properties -> properties.setDevConsoleEnabled(true));
    }

    @Test
    void namesAnAddressThatIsNone() {
        properties.setHost("no such host");

        assertThatThrownBy(this::check).isInstanceOf(SettingsException.class).hasMessageContaining("no such host");
    }

    @Test
    void takesNoAddressForAllOfThem() {
        assertThat(ManagementAccess.isLoopback(null)).isFalse();
        assertThat(ManagementAccess.isLoopback(" ")).isFalse();
    }

    private void authenticate(String host, String file, String path) {
        properties.setHost(host);
        properties.setAuthenticationEnabled(true);
        properties.setBasicPropertiesFile(file);
        properties.setAuthenticationPath(path);
    }

    private void check() {
        ManagementAccess.gate(properties, ManagementAccess.users(properties));
    }
}
