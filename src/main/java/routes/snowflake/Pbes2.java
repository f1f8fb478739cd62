package routes.snowflake;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens a private key that is encrypted by PBES2 with PBKDF2, https://www.rfc-editor.org/rfc/rfc8018: what OpenSSL writes. Java's
 * own reader does not know the triple DES among its ciphers, which Snowflake's instructions ask OpenSSL for ({@code -v2 des3}).
 */
final class Pbes2 {
    /** Object identifiers by the bytes of their encoding: RFC 8018, appendix C. */
    private static final String PBES2 = "2a864886f70d01050d";

    private static final String PBKDF2 = "2a864886f70d01050c";
    private static final String SHA_1 = "2a864886f70d0207";
    private static final Map<String, String> DIGESTS = Map.of(
            SHA_1,
            "PBKDF2WithHmacSHA1",
            "2a864886f70d0208",
            "PBKDF2WithHmacSHA224",
            "2a864886f70d0209",
            "PBKDF2WithHmacSHA256",
            "2a864886f70d020a",
            "PBKDF2WithHmacSHA384",
            "2a864886f70d020b",
            "PBKDF2WithHmacSHA512");
    private static final Map<String, Scheme> SCHEMES = Map.of(
            "2a864886f70d0307", new Scheme("DESede", 192),
            "608648016503040102", new Scheme("AES", 128),
            "608648016503040116", new Scheme("AES", 192),
            "60864801650304012a", new Scheme("AES", 256));
    /** Far above any real count; a hostile file must not keep a start busy for hours. */
    private static final int MOST_ROUNDS = 10_000_000;

    private Pbes2() {}

    private record Scheme(String cipher, int bits) {}

    /** Whether an encrypted key is of this kind. */
    static boolean isOne(byte[] encryptedKey) {
        try {
            return new Der(encryptedKey).sequence().sequence().object().equals(PBES2);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Decrypts a key.
     *
     * @return the PKCS #8 form of it; nonsense of some sort for one wrong passphrase in 256
     * @throws UnsupportedOperationException if it is encrypted by a cipher or digest that is not known here
     * @throws IllegalArgumentException if it is damaged
     * @throws GeneralSecurityException if the passphrase is not the right one
     */
    static byte[] decrypt(byte[] encryptedKey, String passphrase) throws GeneralSecurityException {
        Der key = new Der(encryptedKey).sequence();
        Der algorithm = key.sequence();
        byte[] encrypted = key.next(Der.OCTETS);
        algorithm.object();
        Der parameters = algorithm.sequence();
        Der derivation = parameters.sequence();
        Der encryption = parameters.sequence();
        Scheme scheme = known(SCHEMES, encryption.object());
        Cipher cipher = Cipher.getInstance(scheme.cipher() + "/CBC/PKCS5Padding");
        byte[] secret = derive(derivation, passphrase, scheme.bits());
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(secret, scheme.cipher()),
                new IvParameterSpec(encryption.next(Der.OCTETS)));
        return cipher.doFinal(encrypted);
    }

    private static byte[] derive(Der derivation, String passphrase, int bits) throws GeneralSecurityException {
        if (!derivation.object().equals(PBKDF2)) {
            throw new UnsupportedOperationException("another derivation than PBKDF2");
        }
        Der parameters = derivation.sequence();
        byte[] salt = parameters.next(Der.OCTETS);
        int rounds = rounds(new BigInteger(parameters.next(Der.INTEGER)));
        if (parameters.isNext(Der.INTEGER)) {
            // The length of the key, which the cipher tells too.
            parameters.next(Der.INTEGER);
        }
        String digest = parameters.isNext(Der.SEQUENCE)
                ? known(DIGESTS, parameters.sequence().object())
                : DIGESTS.get(SHA_1);
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), salt, rounds, bits);
        try {
            return SecretKeyFactory.getInstance(digest).generateSecret(spec).getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private static int rounds(BigInteger count) {
        if (count.signum() <= 0 || count.compareTo(BigInteger.valueOf(MOST_ROUNDS)) > 0) {
            throw new IllegalArgumentException("the count of rounds is none");
        }
        return count.intValue();
    }

    private static <T> T known(Map<String, T> all, String object) {
        T found = all.get(object);
        if (found == null) {
            throw new UnsupportedOperationException("an unknown cipher or digest");
        }
        return found;
    }
}
