package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import local.run.LocalUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import routes.snowflake.Checks;
import routes.snowflake.Scripts;

/** The command {@code check} and the checks of a batch, on the local stack. */
class CheckIT {
    private static final String ORDER = "O-1,C-1,Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private LocalStack stack;

    @BeforeEach
    void startStack() throws Exception {
        stack = new LocalStack();
    }

    @AfterEach
    void stopStack() throws Exception {
        stack.close();
    }

    @Test
    void tellsOfEveryCheckThatItHolds() throws Exception {
        stack.put("landing/orders/one", ORDER);
        try (TestLoader loader = stack.loader(Map.of())) {
            stack.awaitQuiet();
        }

        assertThat(check(Map.of())).isZero();
        assertThat(lines())
                .containsExactlyElementsOf(Scripts.read("classpath:sql").in("checks").stream()
                        .map(script -> script.replace("checks/", "") + ": holds")
                        .toList());
    }

    @Test
    void failsAndTellsTheFirstRowsOfACheckThatDoesNotHold() throws Exception {
        breakUniqueness();

        assertThat(check(Map.of(), "orders_are_unique", "customers_are_unique")).isEqualTo(1);
        assertThat(lines())
                .containsExactly(
                        "orders_are_unique: 1 row: ORDER_ID=O-1 customers_are_unique: 9 rows",
                        "customers_are_unique: holds");
    }

    @Test
    void refusesANameThatIsNoCheck() throws Exception {
        assertThat(check(Map.of(), "orders_are_unique", "../load/find_batch\u001b"))
                .isEqualTo(1);
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("There is no check ../load/find_batch\\u001b: expected one of attributes_match_hashes, ");
    }

    @Test
    void namesACheckThatCannotBeRun() throws Exception {
        Path sql = OwnSql.in(directory);
        Files.writeString(sql.resolve("checks/broken.sql"), "select a from mart.nowhere\n");

        assertThat(check(Map.of("load.sql", "file:" + sql), "broken")).isEqualTo(1);
        assertThat(lines()).singleElement().asString().startsWith("sql/checks/broken.sql: ");
    }

    @Test
    void stopsATransactionWhoseRowsBreakAPromise() throws Exception {
        breakUniqueness();
        try (HikariDataSource pool = LocalUser.open(stack.snowflake())) {
            List<Map<String, Object>> rows = new JdbcTemplate(pool)
                    .queryForList(Scripts.read("classpath:sql").text("checks/orders_are_unique"));

            assertThatThrownBy(() -> new Checks().require("orders_are_unique", rows))
                    .isInstanceOf(Checks.FailedCheckException.class)
                    .hasMessageContaining("it returns 1 row, ORDER_ID=O-1 customers_are_unique: 9 rows.");
        }
    }

    /** Two rows of one order, whose id tries to forge a line. */
    private void breakUniqueness() throws Exception {
        try (HikariDataSource pool = LocalUser.open(stack.snowflake())) {
            for (int i = 0; i < 2; i++) {
                new JdbcTemplate(pool)
                        .update(
                                "insert into mart.orders (order_id, customer_id, quantity, amount, ordered_at,"
                                        + " recorded_at, row_hash, batch_id, source_file, source_row) select ?, 'c', 1,"
                                        + " 1, sysdate(), sysdate(), 'h', 'b', 'f', 1",
                                "O-1\ncustomers_are_unique: 9 rows");
            }
        }
    }

    private int check(Map<String, String> properties, String... names) throws Exception {
        String[] arguments = new String[names.length + 1];
        arguments[0] = "check";
        System.arraycopy(names, 0, arguments, 1, names.length);
        return stack.command(properties, new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
