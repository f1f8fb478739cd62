package routes.snowflake;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Optional;
import java.util.Properties;
import routes.settings.SettingsException;
import routes.settings.SnowflakeSettings;
import routes.text.Printable;

/**
 * What a connection to Snowflake signs in with: a private key, a password, or neither where a browser asks. Immutable; told
 * by its {@link #toString} without any secret.
 */
public final class Credential {
    /** Far more than a key has; more is no file of a key. */
    private static final int MAX_BYTES = 64 * 1024;

    private final PrivateKey key;
    private final String password;

    private Credential(PrivateKey key, String password) {
        this.key = key;
        this.password = password;
    }

    /**
     * Reads it as it stands now.
     *
     * @throws SettingsException if the private key cannot be read or is none; the message names the property, and holds no
     *     part of the key
     */
    public static Credential of(SnowflakeSettings settings) {
        Optional<PrivateKey> key = settings.privateKeyFile()
                .map(file -> parse(
                        "Property snowflake.private-key-file is '" + Printable.of(file) + "', which ",
                        text(file),
                        settings))
                .or(() -> settings.privateKey()
                        .map(text -> parse("Property snowflake.private-key (SNOWFLAKE_PRIVATE_KEY) ", text, settings)));
        return new Credential(key.orElse(null), settings.password().orElse(null));
    }

    /** Gives the driver what it signs in with. */
    void put(Properties properties) {
        if (key != null) {
            properties.put("privateKey", key);
        } else if (password != null) {
            properties.put("password", password);
        }
    }

    /** The key, if it is one. */
    public Optional<PrivateKey> key() {
        return Optional.ofNullable(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credential that
                && java.util.Objects.equals(key, that.key)
                && java.util.Objects.equals(password, that.password);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(key, password);
    }

    /** A name for messages: the fingerprint of the public key, or of what kind it is. */
    @Override
    public String toString() {
        return key != null
                ? "the key " + PrivateKeyPem.fingerprint(key)
                : password != null ? "the password" : "no secret";
    }

    private static PrivateKey parse(String complaint, String text, SnowflakeSettings settings) {
        try {
            return PrivateKeyPem.read(text, settings.privateKeyPassphrase());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(complaint + e.getMessage() + ".", e);
        }
    }

    private static String text(Path file) {
        String complaint = "Property snowflake.private-key-file is '" + Printable.of(file) + "', ";
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new SettingsException(complaint + "which is no file but a directory, a pipe or a device.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new SettingsException(complaint + "which has more than " + MAX_BYTES + " bytes: no key has.");
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SettingsException(complaint + "which is not there: name the service user's key file.", e);
        } catch (CharacterCodingException e) {
            throw new SettingsException(
                    complaint + "which is not text: expected a private key in PEM form (PKCS #8), not DER.", e);
        } catch (IOException e) {
            throw new SettingsException(complaint + "which cannot be read: name a file that this user may read.", e);
        }
    }
}
