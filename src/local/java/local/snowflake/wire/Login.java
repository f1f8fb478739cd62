package local.snowflake.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import local.snowflake.access.Users;

/**
 * Who may open a session: any user but a service with the local password, and users whose public key is registered with a token signed
 * by the private one. Thread-safe.
 */
final class Login {

    /** The code of a wrong user or password. */
    static final String BAD_PASSWORD = "390100";

    /** The code of a token that is not accepted. */
    static final String BAD_TOKEN = "390144";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String password;
    private final Users users;
    private final Clock clock;

    Login(String password, Users users, Clock clock) {
        this.password = password;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Judges a login.
     *
     * @param data what the driver sent
     * @return the code of the refusal; empty when the user may enter
     */
    Optional<String> refusal(JsonNode data) {
        String user = data.path("LOGIN_NAME").asText("").toUpperCase(Locale.ROOT);
        String authenticator = data.path("AUTHENTICATOR").asText("SNOWFLAKE");
        if (authenticator.equalsIgnoreCase("SNOWFLAKE_JWT")) {
            String token = data.path("TOKEN").asText("");
            return users.keys(user).stream().anyMatch(key -> isSigned(user, key, token))
                    ? Optional.empty()
                    : Optional.of(BAD_TOKEN);
        }
        byte[] given = data.path("PASSWORD").asText("").getBytes(StandardCharsets.UTF_8);
        boolean same = MessageDigest.isEqual(given, password.getBytes(StandardCharsets.UTF_8));
        boolean enters =
                authenticator.equalsIgnoreCase("SNOWFLAKE") && same && !user.isEmpty() && users.mayUsePassword(user);
        return enters ? Optional.empty() : Optional.of(BAD_PASSWORD);
    }

    /** Whether the token names the user and the key, is in date, and is signed: RS256, as the driver makes it. */
    private boolean isSigned(String user, PublicKey key, String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode header = json(parts[0]);
            JsonNode claims = json(parts[1]);
            String subject = claims.path("sub").asText();
            long now = clock.instant().getEpochSecond();
            return header.path("alg").asText().equals("RS256")
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && subject.endsWith("." + user)
                    && claims.path("iss").asText().equals(subject + "." + fingerprint(key))
                    && claims.path("exp").asLong() > now;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonNode json(String part) throws JsonProcessingException {
        return JSON.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String fingerprint(PublicKey key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return "SHA256:" + Base64.getEncoder().encodeToString(digest);
    }
}
