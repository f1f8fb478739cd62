package routes.snowflake;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads a private key for Snowflake: RSA, PKCS #8 in PEM form, encrypted or not. The messages of its failures say what was
 * found in its place and never hold any of it.
 */
public final class PrivateKeyPem {
    /** Snowflake's least, https://docs.snowflake.com/en/user-guide/key-pair-auth. */
    private static final int LEAST_BITS = 2048;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----", Pattern.DOTALL);
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    /** Two characters where a line should break: what is left of a key that went through an environment variable. */
    private static final String WRITTEN_BREAK = "\\n";

    private PrivateKeyPem() {}

    /**
     * Reads a key.
     *
     * @param text the PEM; its line breaks may have become the two characters {@code \n}, or blanks
     * @param passphrase what it is encrypted with; not looked at if it is not encrypted
     * @throws IllegalArgumentException if it is no such key, saying what it is and how to make one of it
     */
    public static PrivateKey read(String text, Optional<String> passphrase) {
        Matcher block = BLOCK.matcher(text.replace(WRITTEN_BREAK, "\n"));
        if (!block.find()) {
            throw new IllegalArgumentException("holds no private key in PEM form (PKCS #8): expected a block that"
                    + " begins with -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----");
        }
        String kind = block.group(1);
        if (!kind.equals(PLAIN) && !kind.equals(ENCRYPTED)) {
            throw new IllegalArgumentException(other(kind));
        }
        byte[] content = content(block.group(2));
        return kind.equals(PLAIN)
                ? rsa(
                        new PKCS8EncodedKeySpec(content),
                        "holds a private key that is damaged or no RSA key: Snowflake takes RSA keys alone")
                : rsa(
                        decrypted(content, passphrase),
                        "holds no RSA key, which alone Snowflake takes, or the passphrase does not open it");
    }

    /**
     * The digest of the public key that belongs to a private one, as {@code desc user} shows it in {@code RSA_PUBLIC_KEY_FP};
     * no secret.
     */
    public static String fingerprint(PrivateKey key) {
        RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
        BigInteger modulus = rsa.getModulus();
        try {
            byte[] open = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, rsa.getPublicExponent()))
                    .getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(open);
            return "SHA256:" + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA and SHA-256", e);
        }
    }

    private static String other(String kind) {
        return switch (kind) {
            case "RSA PRIVATE KEY", "DSA PRIVATE KEY", "EC PRIVATE KEY" ->
                "holds a key in the older form PKCS #1 (BEGIN " + kind + "): expected PKCS #8, an RSA key, which"
                        + " `openssl pkcs8 -topk8 -in <file> -out key.p8` makes of it";
            case "OPENSSH PRIVATE KEY" ->
                "holds a key in the form of OpenSSH: expected PKCS #8, which `ssh-keygen -p -m PKCS8 -f <copy of the"
                        + " file>` makes of it if it is an RSA key";
            case "PUBLIC KEY", "RSA PUBLIC KEY" ->
                "holds a public key: that one belongs into the account (setup.public-key-file); expected the private"
                        + " key it was made from";
            case "CERTIFICATE" -> "holds a certificate: expected a private key (PKCS #8)";
            default -> "holds a block BEGIN " + kind + ": expected BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY";
        };
    }

    private static byte[] content(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "holds a private key that is damaged: what stands between its first and last line is not base64");
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] content, Optional<String> passphrase) {
        if (passphrase.isEmpty()) {
            throw new IllegalArgumentException("holds a private key that is encrypted, and no passphrase is set: set"
                    + " snowflake.private-key-passphrase, best as the environment variable"
                    + " SNOWFLAKE_PRIVATE_KEY_PASSPHRASE");
        }
        try {
            return Pbes2.isOne(content)
                    ? new PKCS8EncodedKeySpec(Pbes2.decrypt(content, passphrase.get()))
                    : olderForm(content, passphrase.get());
        } catch (UnsupportedOperationException | NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("holds a private key that is encrypted in a way that is not known here:"
                    + " encrypt it anew by `openssl pkcs8 -topk8 -v2 aes-256-cbc -in <file> -out key.p8`");
        } catch (GeneralSecurityException e) {
            throw wrongPassphrase();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("holds an encrypted private key that is damaged");
        }
    }

    /** By PBES1 or as in PKCS #12. */
    private static PKCS8EncodedKeySpec olderForm(byte[] content, String passphrase)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray());
        try {
            Cipher cipher = Cipher.getInstance(info.getAlgName());
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(info.getAlgName()).generateSecret(spec),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } finally {
            spec.clearPassword();
        }
    }

    private static IllegalArgumentException wrongPassphrase() {
        return new IllegalArgumentException("holds a private key that the passphrase does not open: correct"
                + " snowflake.private-key-passphrase (SNOWFLAKE_PRIVATE_KEY_PASSPHRASE)");
    }

    private static PrivateKey rsa(PKCS8EncodedKeySpec spec, String complaint) {
        PrivateKey key;
        try {
            key = KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(complaint);
        }
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new IllegalArgumentException("holds an RSA key without the numbers that tell its public key: make a"
                    + " new one by `openssl genrsa 2048 | openssl pkcs8 -topk8 -out key.p8`");
        }
        if (rsa.getModulus().bitLength() < LEAST_BITS) {
            throw new IllegalArgumentException("holds a key of "
                    + rsa.getModulus().bitLength() + " bits: Snowflake asks for " + LEAST_BITS + " at least");
        }
        return key;
    }
}
