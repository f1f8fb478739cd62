package routes.snowflake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keys in PEM form, made as OpenSSL makes them. */
public final class Pem {
    /** OpenSSL's default: PBES2 with HMAC-SHA-256 and AES-256-CBC, https://docs.openssl.org/3.0/man1/openssl-pkcs8/. */
    private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";

    private static final int ROUNDS = 2048;
    /** The object identifier 1.2.840.113549.1.5.13 in DER, which Java cannot write down by this name. */
    private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private Pem() {}

    public static KeyPair pair() {
        return pair("RSA", 2048);
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PKCS #8, not encrypted. */
    public static String plain(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** PKCS #8, encrypted. */
    public static String encrypted(PrivateKey key, String passphrase) {
        byte[] salt = new byte[8];
        new SecureRandom().nextBytes(salt);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(CIPHER).generateSecret(new PBEKeySpec(passphrase.toCharArray())),
                    new PBEParameterSpec(salt, ROUNDS));
            byte[] algorithm = der(SEQUENCE, PBES2, cipher.getParameters().getEncoded());
            return block(
                    "ENCRYPTED PRIVATE KEY", der(SEQUENCE, algorithm, der(OCTETS, cipher.doFinal(key.getEncoded()))));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** PKCS #8, encrypted as {@code openssl pkcs8 -topk8 -v2 des3} does. */
    static String tripleDes(PrivateKey key, String passphrase) {
        byte[] salt = new byte[8];
        byte[] start = new byte[8];
        new SecureRandom().nextBytes(salt);
        new SecureRandom().nextBytes(start);
        try {
            byte[] secret = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(passphrase.toCharArray(), salt, ROUNDS, 192))
                    .getEncoded();
            Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "DESede"), new IvParameterSpec(start));
            byte[] derivation = der(
                    SEQUENCE,
                    HexFormat.of().parseHex("06092a864886f70d01050c"),
                    der(
                            SEQUENCE,
                            der(OCTETS, salt),
                            HexFormat.of().parseHex("02020800"),
                            HexFormat.of().parseHex("300c06082a864886f70d02090500")));
            byte[] encryption = der(SEQUENCE, HexFormat.of().parseHex("06082a864886f70d0307"), der(OCTETS, start));
            byte[] algorithm = der(SEQUENCE, PBES2, der(SEQUENCE, derivation, encryption));
            return block(
                    "ENCRYPTED PRIVATE KEY", der(SEQUENCE, algorithm, der(OCTETS, cipher.doFinal(key.getEncoded()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as it stands in SQL. */
    public static String open(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (content.size() < 0x80) {
            all.write(content.size());
        } else {
            all.write(0x82);
            all.write(content.size() >> 8);
            all.write(content.size());
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    static String block(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
