package routes.snowflake;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.settings.SnowflakeSettings;

/** Opens the pool of connections to Snowflake, with every session setting that a batch depends on made explicit. */
public final class Warehouse {
    /**
     * One for the turn's transaction, one for what looks at it from outside, one for a batch that is processed again
     * meanwhile and one for a person who looks on. They are opened as they are needed.
     */
    private static final int CONNECTIONS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

    private Warehouse() {}

    /**
     * A pool that connects when first asked, so that start-up does not depend on Snowflake being there.
     *
     * @throws routes.settings.SettingsException if the private key cannot be read or is none
     */
    public static HikariDataSource open(SnowflakeSettings settings) {
        return open(settings, () -> settings);
    }

    /**
     * The same, where what a connection signs in with may change while the pool is open.
     *
     * @param current the settings as they are now, asked for each new connection; of them only the secrets are looked at
     */
    public static HikariDataSource open(SnowflakeSettings settings, Supplier<SnowflakeSettings> current) {
        settings.privateKeyFile().flatMap(KeyFileAccess::complaint).ifPresent(LOG::warn);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("snowflake");
        pool.setDataSource(connections(settings, current));
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1);
        pool.setExceptionOverride(new LostSessions());
        return new HikariDataSource(pool);
    }

    /**
     * Connections that are not kept, each signed in anew.
     *
     * @throws routes.settings.SettingsException if the private key cannot be read or is none
     */
    public static DataSource connections(SnowflakeSettings settings, Supplier<SnowflakeSettings> current) {
        // At start-up, since the first connection would tell of it only when the first batch is due.
        Credential.of(settings);
        return new SignIn(settings.url(), properties(settings), () -> Credential.of(current.get()));
    }

    private static Properties properties(SnowflakeSettings settings) {
        Properties properties = new Properties();
        properties.put("user", settings.user());
        properties.put("db", settings.database());
        settings.role().ifPresent(role -> properties.put("role", role));
        settings.warehouse().ifPresent(warehouse -> properties.put("warehouse", warehouse));
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
