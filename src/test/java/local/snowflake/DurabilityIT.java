package local.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityIT {

    private static final URI NO_S3 = URI.create("http://127.0.0.1:9");

    /** What runs in the process that is killed. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
            LocalSnowflake snowflake =
                    LocalSnowflake.start(Options.inMemory(NO_S3).withFile(Path.of(arguments[0])));
            Connection connection = DriverManager.getConnection(snowflake.jdbcUrl(), snowflake.properties());
            Warehouse.run(
                    connection,
                    "create table t (id number(18, 0))",
                    "create stage s url = 's3://lake/'",
                    "insert into t values (1)",
                    "begin",
                    "insert into t values (2)");
            System.out.println("written");
            new CountDownLatch(1).await();
        }
    }

    @Test
    void keepsWhatWasCommittedWhenTheProcessIsKilled(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("snowline.duckdb");
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.lines().anyMatch("written"::equals)).isTrue();
        } finally {
            victim.destroyForcibly();
        }
        assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();

        try (LocalSnowflake snowflake =
                        LocalSnowflake.start(Options.inMemory(NO_S3).withFile(file));
                Connection connection = DriverManager.getConnection(snowflake.jdbcUrl(), snowflake.properties())) {
            assertThat(Warehouse.rows(connection, "select id from t")).containsExactly("1");
            assertThat(Warehouse.rows(connection, "show stages")).hasSize(1);
        }
    }

    @Test
    void opensItsFileAgainRightAfterItWasClosed(@TempDir Path directory) throws Exception {
        Options options = Options.inMemory(NO_S3).withFile(directory.resolve("snowline.duckdb"));
        for (int start = 1; start <= 3; start++) {
            try (LocalSnowflake snowflake = LocalSnowflake.start(options)) {
                // Left open on purpose: a client that went away without a word.
                Connection left = DriverManager.getConnection(snowflake.jdbcUrl(), snowflake.properties());
                Warehouse.run(
                        left,
                        "create table if not exists t (id number(18, 0))",
                        "insert into t values (" + start + ")",
                        "begin",
                        "insert into t values (0)");
                assertThat(Warehouse.rows(left, "select count(*) from t where id > 0"))
                        .containsExactly(Integer.toString(start));
            }
        }
    }
}
