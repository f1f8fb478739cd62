package local.snowflake.access;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import local.snowflake.storage.Database;

/** How users sign in: those that were created, and those whose key the server was started with. Thread-safe. */
public final class Users {
    /** https://docs.snowflake.com/en/user-guide/key-pair-auth: a user has two keys, and either is accepted. */
    private static final List<String> KEYS = List.of("RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2");

    private final Database database;
    private final Map<String, PublicKey> keys;

    /** @param keys public RSA keys by user in upper case */
    public Users(Database database, Map<String, PublicKey> keys) {
        this.database = database;
        this.keys = Map.copyOf(keys);
    }

    /** The public keys of a user: none, or up to two, so that one can take the place of the other. */
    public List<PublicKey> keys(String user) {
        PublicKey given = keys.get(user);
        return given != null
                ? List.of(given)
                : created(user).stream()
                        .flatMap(options -> KEYS.stream().map(options::get))
                        .filter(Objects::nonNull)
                        .map(Users::parse)
                        .toList();
    }

    /** Whether a password may be tried; services must sign in by key. */
    public boolean mayUsePassword(String user) {
        return created(user)
                .map(options -> !"SERVICE".equals(options.get("TYPE")))
                .orElse(true);
    }

    private Optional<Map<String, String>> created(String user) {
        try (Connection connection = database.connect()) {
            return Access.user(connection, user);
        } catch (SQLException e) {
            throw new IllegalStateException("The users cannot be read", e);
        }
    }

    private static PublicKey parse(String key) {
        try {
            byte[] encoded = Base64.getDecoder().decode(key);
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A user's key is none", e);
        }
    }
}
