package routes.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to reach the warehouse.
 *
 * @param url the JDBC URL, {@code jdbc:snowflake://<account>.snowflakecomputing.com/}
 * @param user the service user
 * @param privateKeyFile the file of its private key, PKCS #8 in PEM form
 * @param privateKey the private key itself, where it stands in the environment or comes from a store of secrets
 * @param privateKeyPassphrase what the key is encrypted with
 * @param password only for accounts that still allow one for service users
 * @param role the role to act in; the user's default if it is missing
 * @param warehouse the warehouse to run on; the user's default if it is missing
 * @param database the database that holds the schemas
 * @param lockTimeout how long a statement waits for another transaction's lock
 * @param statementTimeout how long a statement may run
 */
public record SnowflakeSettings(
        String url,
        String user,
        Optional<Path> privateKeyFile,
        Optional<String> privateKey,
        Optional<String> privateKeyPassphrase,
        Optional<String> password,
        Optional<String> role,
        Optional<String> warehouse,
        String database,
        Duration lockTimeout,
        Duration statementTimeout) {
    private static final String SCHEME = "jdbc:snowflake://";
    private static final Pattern AUTHENTICATOR = Pattern.compile("(?i)[?&]authenticator=");

    public SnowflakeSettings {
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException("snowflake.url does not begin with " + SCHEME
                    + ": expected jdbc:snowflake://<account>.snowflakecomputing.com/");
        }
        if (privateKeyFile.isPresent() && privateKey.isPresent()) {
            throw new IllegalArgumentException("snowflake.private-key-file and snowflake.private-key"
                    + " (SNOWFLAKE_PRIVATE_KEY) are both set: expected one of them");
        }
        // A person who runs a command may sign in by a browser, which the URL asks for.
        if (privateKeyFile.isEmpty()
                && privateKey.isEmpty()
                && password.isEmpty()
                && !AUTHENTICATOR.matcher(url).find()) {
            throw new IllegalArgumentException(
                    "snowflake.private-key-file is not set: name the service user's key file, or set snowflake.private-key"
                            + " or snowflake.password");
        }
        Identifier.check("snowflake.database", database);
        // Snowflake takes whole seconds, and zero would mean not to wait, and to run for ever.
        AtLeast.check("snowflake.lock-timeout", lockTimeout, Duration.ofSeconds(1));
        AtLeast.check("snowflake.statement-timeout", statementTimeout, Duration.ofSeconds(1));
    }

    /** All but the secrets, which may stand among the parameters of the URL too. */
    @Override
    public String toString() {
        return "SnowflakeSettings[url=" + url.replaceFirst("[?].*", "") + ", user=" + user + ", database=" + database
                + "]";
    }
}
