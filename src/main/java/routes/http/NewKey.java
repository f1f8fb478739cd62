package routes.http;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key just made: 256 random bits, so that nobody finds it by trying and its plain hash needs no salt.
 *
 * @param key what the client sends; kept nowhere
 * @param line what the file of keys holds of it
 */
public record NewKey(String key, String line) {
    /** Lets scanners of repositories and logs tell a key that has got there. */
    private static final String PREFIX = "snowline_";

    private static final int BYTES = 32;

    /**
     * Makes one.
     *
     * @param name the client
     * @throws IllegalArgumentException if the name cannot be one
     */
    public static NewKey of(String name, SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        String line =
                name + ":" + HexFormat.of().formatHex(ApiKeys.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
        try {
            ApiKey.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The name of a key has 1 to 64 letters, digits, dots, underscores or hyphens.", e);
        }
        return new NewKey(key, line);
    }

    @Override
    public String toString() {
        return "new key";
    }
}
