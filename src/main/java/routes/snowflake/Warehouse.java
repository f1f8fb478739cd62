package routes.snowflake;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import routes.settings.SettingsException;
import routes.settings.SnowflakeSettings;

/** Opens the pool of connections to Snowflake, with every session setting that a batch depends on made explicit. */
public final class Warehouse {
    /**
     * One for the turn's transaction, one for what looks at it from outside, one for a batch that is processed again
     * meanwhile and one for a person who looks on. They are opened as they are needed.
     */
    private static final int CONNECTIONS = 4;

    private Warehouse() {}

    /**
     * A pool that connects when first asked, so that start-up does not depend on Snowflake being there.
     *
     * @throws SettingsException if the private key's file cannot be read or holds none
     */
    public static HikariDataSource open(SnowflakeSettings settings) {
        settings.privateKeyFile().ifPresent(Warehouse::check);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("snowflake");
        pool.setJdbcUrl(settings.url());
        pool.setDriverClassName("net.snowflake.client.api.driver.SnowflakeDriver");
        pool.setDataSourceProperties(properties(settings));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** At start-up, since the driver would tell of it only when the first batch is due. */
    private static void check(Path key) {
        String complaint = "Property snowflake.private-key-file is '" + key + "', ";
        try {
            if (!Files.readString(key).contains(" PRIVATE KEY-----")) {
                throw new SettingsException(complaint + "which holds no private key in PEM form (PKCS #8).");
            }
        } catch (IOException e) {
            throw new SettingsException(complaint + "which cannot be read: name a file that this user may read.", e);
        }
    }

    private static Properties properties(SnowflakeSettings settings) {
        Properties properties = new Properties();
        properties.put("user", settings.user());
        properties.put("db", settings.database());
        settings.role().ifPresent(role -> properties.put("role", role));
        settings.warehouse().ifPresent(warehouse -> properties.put("warehouse", warehouse));
        settings.privateKeyFile().ifPresent(file -> properties.put("private_key_file", file.toString()));
        settings.privateKeyPassphrase().ifPresent(phrase -> properties.put("private_key_pwd", phrase));
        settings.password().ifPresent(password -> properties.put("password", password));
        properties.put("application", "Snowline");
        properties.put("TIMEZONE", "UTC");
        // An account may have a format of its own, by which no time of a line could be read.
        properties.put("TIMESTAMP_INPUT_FORMAT", "AUTO");
        properties.put("LOCK_TIMEOUT", seconds(settings.lockTimeout()));
        properties.put("STATEMENT_TIMEOUT_IN_SECONDS", seconds(settings.statementTimeout()));
        properties.put("ABORT_DETACHED_QUERY", "true");
        properties.put("TRANSACTION_ABORT_ON_ERROR", "true");
        // The Arrow format needs --add-opens on every Java that is supported here.
        properties.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        properties.put("enableCopyResultSet", "true");
        // Otherwise the driver asks the metadata addresses of every cloud where it runs.
        properties.put("disablePlatformDetection", "true");
        properties.put("CLIENT_TELEMETRY_ENABLED", "false");
        return properties;
    }

    private static String seconds(java.time.Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
