package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    @TempDir
    Path directory;

    @Test
    void isReadAnewEachTime() throws IOException {
        Path file = directory.resolve("secret");
        Files.writeString(file, "first\n");
        Secret secret = Secret.of("a.b", Optional.empty(), Optional.of(file)).orElseThrow();
        assertThat(secret.read()).isEqualTo("first");

        Files.writeString(file, "  second");

        assertThat(secret.read()).isEqualTo("second");
        assertThat(secret).hasToString("a.b-file");
    }

    @Test
    void isNotSetTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of("a.b", Optional.of("hidden"), Optional.of(Path.of("/x"))))
                .withMessageContaining("a.b and a.b-file are both set")
                .withMessageNotContaining("hidden");
        assertThat(Secret.of("a.b", Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void saysWhyItsFileCannotBeUsed() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        Path large = Files.write(directory.resolve("large"), new byte[1024 * 1024]);
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(reason(directory.resolve("none"))).contains("there is no such file");
        assertThat(reason(directory)).contains("a directory");
        assertThat(reason(empty)).contains("it is empty");
        assertThat(reason(large)).contains("more than");
        assertThat(reason(binary)).contains("UTF-8");
    }

    @Test
    void doesNotShowASecretThatWasSetInPlaceOfAFile() {
        assertThat(reason(Path.of("https://hooks.example.com/hidden")))
                .contains("a.b-file")
                .doesNotContain("hidden");
    }

    @Test
    void isInNoTextOfSettings() {
        Optional<String> secret = Optional.of("hidden");
        assertThat(List.of(
                        new SlackSettings(secret, Optional.empty()),
                        new WebhookSettings(secret, Optional.empty(), "X", secret, Optional.empty()),
                        new MailSettings(
                                Optional.of("localhost"),
                                587,
                                MailSecurity.TLS,
                                Optional.of("user"),
                                secret,
                                Optional.empty(),
                                Optional.of("a@example.com"),
                                Optional.of(List.of("b@example.com")))))
                .allSatisfy(settings -> assertThat(settings.toString()).doesNotContain("hidden"));
    }

    @Test
    void keepsAPasswordFromBeingSentInTheClear() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailSettings(
                        Optional.of("localhost"),
                        25,
                        MailSecurity.NONE,
                        Optional.of("user"),
                        Optional.of("hidden"),
                        Optional.empty(),
                        Optional.of("a@example.com"),
                        Optional.of(List.of("b@example.com"))))
                .withMessageContaining("alert.mail.security is NONE")
                .withMessageNotContaining("hidden");
    }

    private static String reason(Path file) {
        Secret secret = Secret.of("a.b", Optional.empty(), Optional.of(file)).orElseThrow();
        try {
            return secret.read();
        } catch (SettingsException e) {
            assertThat(e.getMessage()).startsWith("Property a.b-file is ").contains("Expected a file with the secret");
            return e.getMessage();
        }
    }
}
