package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeyPemTest {
    private static final KeyPair PAIR = Pem.pair();
    private static final String PLAIN = Pem.plain(PAIR.getPrivate());

    @Test
    void readsAKeyThatIsNotEncrypted() {
        assertThat(read(PLAIN)).isEqualTo(PAIR.getPrivate());
        assertThat(PrivateKeyPem.read(PLAIN, Optional.of("not asked for"))).isEqualTo(PAIR.getPrivate());
    }

    @Test
    void readsAnEncryptedKey() {
        String encrypted = Pem.encrypted(PAIR.getPrivate(), "open sesame");

        assertThat(PrivateKeyPem.read(encrypted, Optional.of("open sesame"))).isEqualTo(PAIR.getPrivate());
    }

    @Test
    void readsAKeyEncryptedAsSnowflakesInstructionsSay() {
        String encrypted = Pem.tripleDes(PAIR.getPrivate(), "open sesame");

        assertThat(PrivateKeyPem.read(encrypted, Optional.of("open sesame"))).isEqualTo(PAIR.getPrivate());
        assertThatThrownBy(() -> PrivateKeyPem.read(encrypted, Optional.of("open wheat")))
                .hasMessageContaining("the passphrase does not open");
    }

    @Test
    void readsAKeyThatLostItsLineBreaksOnTheWay() {
        assertThat(read(PLAIN.replace("\n", "\\n"))).isEqualTo(PAIR.getPrivate());
        assertThat(read(PLAIN.replace('\n', ' '))).isEqualTo(PAIR.getPrivate());
        assertThat(read(PLAIN.replace("\n", "\r\n"))).isEqualTo(PAIR.getPrivate());
        assertThat(read("Bag Attributes\n" + PLAIN)).isEqualTo(PAIR.getPrivate());
    }

    @Test
    void saysThatThePassphraseIsWrongOrMissing() {
        String encrypted = Pem.encrypted(PAIR.getPrivate(), "open sesame");

        assertThatThrownBy(() -> read(encrypted))
                .hasMessageContaining("is encrypted, and no passphrase is set")
                .hasMessageContaining("SNOWFLAKE_PRIVATE_KEY_PASSPHRASE");
        assertThatThrownBy(() -> PrivateKeyPem.read(encrypted, Optional.of("open wheat")))
                .hasMessageContaining("the passphrase does not open")
                .message()
                .doesNotContain("wheat");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY, openssl pkcs8 -topk8",
        "EC PRIVATE KEY, openssl pkcs8 -topk8",
        "OPENSSH PRIVATE KEY, ssh-keygen -p -m PKCS8",
        "PUBLIC KEY, holds a public key: that one belongs into the account",
        "CERTIFICATE, holds a certificate",
        "PGP PRIVATE KEY, expected BEGIN PRIVATE KEY"
    })
    void saysWhatWasGivenInPlaceOfAKeyAndHowToMakeOneOfIt(String kind, String advice) {
        String other = Pem.block(kind, PAIR.getPrivate().getEncoded());

        assertThatThrownBy(() -> read(other)).hasMessageContaining(advice);
    }

    @Test
    void refusesWhatIsNoKeyOfTheKindThatSnowflakeTakes() {
        assertThatThrownBy(() -> read(Pem.plain(Pem.pair("EC", 256).getPrivate())))
                .hasMessageContaining("Snowflake takes RSA keys alone");
        assertThatThrownBy(() -> read(Pem.plain(Pem.pair("RSA", 1024).getPrivate())))
                .hasMessageContaining("a key of 1024 bits");
        assertThatThrownBy(() -> read("junk")).hasMessageContaining("holds no private key in PEM form");
    }

    @Test
    void tellsNothingOfAKeyThatIsDamaged() {
        String cut = PLAIN.substring(0, 400) + "*" + PLAIN.substring(401);
        String body = PLAIN.lines().skip(2).findFirst().orElseThrow();

        for (String damaged : new String[] {cut, PLAIN.replace(body, ""), Pem.block("PRIVATE KEY", new byte[5])}) {
            assertThatThrownBy(() -> read(damaged))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged")
                    .hasNoCause()
                    .message()
                    .doesNotContain(body.substring(0, 20));
        }
        assertThatThrownBy(() -> PrivateKeyPem.read(
                        Pem.block("ENCRYPTED PRIVATE KEY", new byte[40]), Optional.of("open sesame")))
                .hasMessageContaining("damaged");
    }

    @Test
    void namesAKeyByTheFingerprintThatTheAccountShows() throws Exception {
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                .digest(PAIR.getPublic().getEncoded());

        assertThat(PrivateKeyPem.fingerprint(PAIR.getPrivate()))
                .isEqualTo("SHA256:" + java.util.Base64.getEncoder().encodeToString(digest));
    }

    private static java.security.PrivateKey read(String text) {
        return PrivateKeyPem.read(text, Optional.empty());
    }
}
