package routes.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.settings.SettingsException;

/** Reads the service user's public key the way Snowflake takes it: the PEM file's content without its delimiters. */
final class PublicKeyFile {
    /** Snowflake's least, https://docs.snowflake.com/en/user-guide/key-pair-auth. */
    private static final int LEAST_BITS = 2048;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private PublicKeyFile() {}

    /**
     * Reads a key.
     *
     * @throws SettingsException if the file cannot be read, or holds anything but an RSA key that Snowflake takes
     */
    static String read(Path file) {
        String complaint = "Property setup.public-key-file is '" + file + "', ";
        try {
            Matcher pem = PEM.matcher(Files.readString(file));
            if (!pem.matches()) {
                throw new SettingsException(complaint
                        + "which holds no public key in PEM form: make one by `openssl rsa" + " -in key.p8 -pubout`.");
            }
            byte[] key = Base64.getMimeDecoder().decode(pem.group(1));
            RSAPublicKey rsa = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
            if (rsa.getModulus().bitLength() < LEAST_BITS) {
                throw new SettingsException(
                        complaint + "whose key is shorter than the " + LEAST_BITS + " bits that Snowflake asks for.");
            }
            return Base64.getEncoder().encodeToString(key);
        } catch (IOException e) {
            throw new SettingsException(complaint + "which cannot be read: name a file that this user may read.", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SettingsException(complaint + "which holds no RSA key.", e);
        }
    }
}
