package local.run;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import local.snowflake.LocalSnowflake;
import routes.command.Setup;
import routes.settings.SnowflakeSettings;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import routes.snowflake.Warehouse;

/** The one user of the local warehouse, who connects as the application does. */
public final class LocalUser {
    private LocalUser() {}

    /** A pool of connections. */
    public static HikariDataSource open(LocalSnowflake snowflake) {
        return Warehouse.open(new SnowflakeSettings(
                snowflake.jdbcUrl(),
                LocalSnowflake.CREDENTIAL,
                Optional.empty(),
                Optional.empty(),
                Optional.of(LocalSnowflake.CREDENTIAL),
                Optional.empty(),
                Optional.empty(),
                "SNOWLINE",
                "LOCAL",
                Duration.ofMinutes(1),
                Duration.ofMinutes(5)));
    }

    /** Creates what is missing, as the command {@code setup} does. */
    public static void setUp(HikariDataSource warehouse, String bucket) throws SQLException {
        new Setup(warehouse, new Sql(Scripts.read("classpath:sql")))
                .run(Map.of("bucket", bucket, "pipeline", "main", "storage_integration", "LOCAL"));
    }
}
