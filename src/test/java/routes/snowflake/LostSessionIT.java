package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import local.run.LocalUser;
import local.run.ServiceProcess;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snowflake has forgotten a session, and its master token with it: the pool gives a connection away once and no more. */
class LostSessionIT {
    @TempDir
    private Path directory;

    @Test
    void givesAConnectionOfALostSessionAwayOnceAtMost() throws Exception {
        try (LocalS3 s3 = LocalS3.inMemory("lake");
                ServiceProcess snowflake = ServiceProcess.snowflake(directory.resolve("warehouse"), s3.endpoint());
                HikariDataSource pool = LocalUser.open(
                        LocalSnowflake.jdbcUrl(snowflake.endpoint().getPort()))) {
            try (Connection connection = pool.getConnection()) {
                ask(connection);
                snowflake.killAndStart();
                assertThatThrownBy(() -> ask(connection)).isInstanceOf(SQLException.class);
            }
            // At once: the pool looks only at connections that have rested for a while.
            ask(pool);
        }
    }

    private static void ask(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            ask(connection);
        }
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select 1")).isTrue();
        }
    }
}
