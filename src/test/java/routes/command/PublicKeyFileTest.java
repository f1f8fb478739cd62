package routes.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.settings.SettingsException;

class PublicKeyFileTest {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----\n";
    private static final String END = "\n-----END PUBLIC KEY-----\n";

    @TempDir
    private Path directory;

    @Test
    void readsTheKeyAsOneLine() throws Exception {
        PublicKey key = key("RSA", 2048);
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());

        assertThat(PublicKeyFile.read(file(BEGIN + lines + END)))
                .isEqualTo(Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    @Test
    void refusesAPrivateKey() throws IOException {
        refuses(file("-----BEGIN PRIVATE KEY-----\nlocal\n-----END PRIVATE KEY-----\n"), "no public key");
    }

    @Test
    void refusesAKeyThatIsTooShort() throws Exception {
        refuses(file(pem(key("RSA", 1024))), "shorter than the 2048 bits");
    }

    @Test
    void refusesAKeyOfAnotherKind() throws Exception {
        refuses(file(pem(key("EC", 256))), "no RSA key");
        refuses(file(BEGIN + "bG9jYWw=" + END), "no RSA key");
        refuses(file(BEGIN + "=" + END), "no RSA key");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        refuses(directory.resolve("none.pem"), "cannot be read");
    }

    private static void refuses(Path file, String reason) {
        assertThatThrownBy(() -> PublicKeyFile.read(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("setup.public-key-file")
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("key.pem"), text);
    }

    private static String pem(PublicKey key) {
        return BEGIN + Base64.getEncoder().encodeToString(key.getEncoded()) + END;
    }

    private static PublicKey key(String algorithm, int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }
}
