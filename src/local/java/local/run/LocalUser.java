package local.run;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import local.snowflake.LocalSnowflake;
import routes.command.Setup;
import routes.command.SetupPlaces;
import routes.settings.SnowflakeSettings;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import routes.snowflake.Warehouse;

/** The one user of the local warehouse, who connects as the application does. */
public final class LocalUser {
    private LocalUser() {}

    /** A pool of connections. */
    public static HikariDataSource open(LocalSnowflake snowflake) {
        return open(snowflake, Optional.empty(), Duration.ofMinutes(1));
    }

    /** A pool of connections to a server that may be another process's. */
    public static HikariDataSource open(String jdbcUrl) {
        return open(jdbcUrl, Optional.empty(), Duration.ofMinutes(1));
    }

    /** A pool of connections in a role, an administrator's if it is empty, that wait so long for a lock. */
    public static HikariDataSource open(LocalSnowflake snowflake, Optional<String> role, Duration lockTimeout) {
        return open(snowflake.jdbcUrl(), role, lockTimeout);
    }

    private static HikariDataSource open(String jdbcUrl, Optional<String> role, Duration lockTimeout) {
        return Warehouse.open(new SnowflakeSettings(
                jdbcUrl,
                LocalSnowflake.CREDENTIAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(LocalSnowflake.CREDENTIAL),
                role,
                Optional.empty(),
                "SNOWLINE",
                lockTimeout,
                Duration.ofMinutes(5)));
    }

    /** What fills the places of the setup scripts on this machine. */
    public static SetupPlaces places(String bucket) {
        return new SetupPlaces(Map.of(
                "bucket", bucket,
                "pipeline", "main",
                "database", "SNOWLINE",
                "warehouse", "SNOWLINE",
                "storage_integration", "SNOWLINE",
                "storage_role_arn", "arn:aws:iam::000000000000:role/local",
                "loader_role", "SNOWLINE_LOADER",
                "analyst_role", "SNOWLINE_ANALYST",
                "loader_user", "SNOWLINE"));
    }

    /** Creates what is missing, as the command {@code setup} does. */
    public static void setUp(HikariDataSource warehouse, String bucket) throws SQLException {
        new Setup(warehouse, new Sql(Scripts.read("classpath:sql"))).run(places(bucket));
    }
}
