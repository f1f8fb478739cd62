package local.snowflake;

import static local.snowflake.Warehouse.rows;
import static local.snowflake.Warehouse.run;
import static local.snowflake.Warehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import local.snowflake.session.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireIT {

    private static final KeyPair KEYS = keys();

    private final ConcurrentLinkedQueue<String> statements = new ConcurrentLinkedQueue<>();
    private Warehouse warehouse;
    private Connection connection;

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        warehouse = new Warehouse(
                options -> options.withKey("loader", KEYS.getPublic()).withListener(statements::add));
        connection = warehouse.connect();
        run(connection, "create table t (id number(18, 0), v varchar)");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        warehouse.close();
    }

    @Test
    void letsInTheRightPasswordAndKeyOnly() throws Exception {
        Properties wrong = new Properties();
        wrong.setProperty("password", "other");
        assertThatThrownBy(() -> warehouse.connect(wrong))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(390100));

        try (Connection other = signIn(KEYS)) {
            assertThat(value(other, "select current_user()")).isEqualTo("LOADER");
        }
        assertThatThrownBy(() -> signIn(keys()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(390144));
    }

    private Connection signIn(KeyPair pair) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", "loader");
        properties.put("privateKey", pair.getPrivate());
        return DriverManager.getConnection(warehouse.snowflake().jdbcUrl(), properties);
    }

    @Test
    void runsAStatementOnceWhoseAnswerWasLost() throws Exception {
        warehouse.snowflake().faults().loseAnswer(1);
        run(connection, "insert into t values (1, 'x')");

        assertThat(rows(connection, "select id from t")).containsExactly("1");
        assertThat(statements).filteredOn(sql -> sql.startsWith("insert")).hasSize(1);
    }

    @Test
    void isAskedAgainWhileItIsNotAvailable() throws Exception {
        warehouse.snowflake().faults().refuseRequests(2);
        run(connection, "insert into t values (1, 'x')");
        assertThat(rows(connection, "select id from t")).containsExactly("1");
    }

    @Test
    void keepsTheTransactionOverAnExpiredToken() throws Exception {
        run(connection, "begin", "insert into t values (1, 'x')");
        warehouse.snowflake().expireTokens();
        run(connection, "commit");
        assertThat(rows(connection, "select id from t")).containsExactly("1");
    }

    @Test
    void answersALongStatementLater() throws Exception {
        Faults faults = warehouse.snowflake().faults();
        faults.detachAfter(Duration.ofMillis(100));
        try (Faults.Hold hold = faults.hold("select 42")) {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return value(connection, "select 42");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(hold.awaitArrival(Duration.ofSeconds(10))).isTrue();
            assertThat(answer).isNotDone();
            hold.release();
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("42");
        }
    }

    @Test
    void failsTheStatementItIsToldTo() throws Exception {
        warehouse.snowflake().faults().failNext("INTO T", "000603", "XX000", "made up");
        assertThatThrownBy(() -> run(connection, "insert into t values (1, 'x')"))
                .hasMessageContaining("made up");
        run(connection, "insert into t values (2, 'x')");
        assertThat(rows(connection, "select id from t")).containsExactly("2");
    }

    @Test
    void cancelsAStatement() throws Exception {
        try (Statement statement = connection.createStatement();
                Faults.Hold hold = warehouse.snowflake().faults().hold("select 43")) {
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.execute("select 43");
                    return null;
                } catch (SQLException e) {
                    return e;
                }
            });
            assertThat(hold.awaitArrival(Duration.ofSeconds(10))).isTrue();
            statement.cancel();
            assertThat(failure.get(60, TimeUnit.SECONDS)).hasMessageContaining("canceled");
        }
    }

    @Test
    void insertsABatchAsAWholeOrNotAtAll() throws Exception {
        try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
            for (int i = 1; i <= 3; i++) {
                insert.setInt(1, i);
                insert.setString(2, "it's " + i);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        assertThat(rows(connection, "select * from t order by id")).containsExactly("1|it's 1", "2|it's 2", "3|it's 3");
        try (PreparedStatement insert = connection.prepareStatement("insert into t select to_number(?), ?")) {
            for (String id : new String[] {"4", "none"}) {
                insert.setString(1, id);
                insert.setString(2, "x");
                insert.addBatch();
            }
            assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);
        }
        assertThat(rows(connection, "select count(*) from t")).containsExactly("3");
    }

    @Test
    void describesAStatementBeforeItRuns() throws Exception {
        try (PreparedStatement query =
                connection.prepareStatement("select id, v || ? as text from t where id = ? and v like ?")) {
            assertThat(query.getParameterMetaData().getParameterCount()).isEqualTo(3);
            assertThat(query.getMetaData().getColumnLabel(2)).isEqualTo("TEXT");
            assertThat(query.getMetaData().getPrecision(1)).isEqualTo(18);
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
            assertThat(insert.getParameterMetaData().getParameterCount()).isEqualTo(2);
        }
        assertThat(rows(connection, "select count(*) from t")).containsExactly("0");
    }
}
