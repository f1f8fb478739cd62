package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.settings.SettingsException;

class SqlTest {
    @TempDir
    private Path directory;

    private Sql sql(Map<String, String> scripts) throws IOException {
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            Path file = directory.resolve(script.getKey() + ".sql");
            Files.createDirectories(file.getParent());
            Files.writeString(file, script.getValue());
        }
        return new Sql(Scripts.read("file:" + directory));
    }

    private List<String> statements(String script) throws IOException {
        return sql(Map.of("setup", script)).statements("setup", Map.of("feed", "orders"));
    }

    @Test
    void splitsAtSemicolonsThatEndALine() throws IOException {
        assertThat(statements("-- purpose: x\ncreate a;\ncreate b ; \n\n\ncreate c\n  (d);"))
                .containsExactly("-- purpose: x\ncreate a", "create b", "create c\n  (d)");
    }

    @Test
    void splitsLinesThatEndInWindowsManner() throws IOException {
        assertThat(statements("create a;\r\ncreate b;\r\n")).containsExactly("create a", "create b");
    }

    @Test
    void takesALastStatementWithoutASemicolon() throws IOException {
        assertThat(statements("create a;\ncreate b")).containsExactly("create a", "create b");
    }

    @Test
    void leavesOutWhatIsOnlyComment() throws IOException {
        assertThat(statements("-- once;\n  -- indented\n\ncreate a;\n-- the end\n  -- really\n"))
                .containsExactly("-- indented\n\ncreate a");
        assertThat(statements("")).isEmpty();
    }

    @Test
    void leavesSemicolonsWithinALineAlone() throws IOException {
        assertThat(statements("select ';', 'a;b' as x;\n")).containsExactly("select ';', 'a;b' as x");
    }

    @Test
    void fillsPlaces() throws IOException {
        assertThat(statements("create ${feed};\ndrop ${feed};")).containsExactly("create orders", "drop orders");
        assertThatIllegalArgumentException().isThrownBy(() -> statements("create ${bucket};"));
    }

    @Test
    void insertsTheRulesOfAFeedInTheOrderOfTheirNames() throws IOException {
        Sql sql = sql(Map.of(
                "stage", "select ${failed_rule_orders} as failed_rule, ${failed_rule_none} as none from ${feed}",
                "rules/orders/b_is_present", "b is not null -- the key",
                "rules/orders/a_is_positive", "-- rule: a\na > 0 and c = '$1\\'"));

        assertThat(sql.statement("stage", Map.of("feed", "orders"))).isEqualTo("""
                select case
                when not coalesce((
                -- rule: a
                a > 0 and c = '$1\\'
                ), false) then 'a_is_positive'
                when not coalesce((
                b is not null -- the key
                ), false) then 'b_is_present'
                end as failed_rule, cast(null as varchar) as none from orders
                -- stage""");
    }

    @Test
    void gathersTheRulesThatARowBreaksWhateverTheirSeverity() throws IOException {
        Sql sql = sql(Map.of(
                "stage", "select ${failed_rule_orders}, ${broken_rules_orders}, ${broken_rules_none}",
                "rules/orders/a", "-- severity: reject\na > 0",
                "rules/orders/b", "-- severity: warn\n-- rule: b is small\n-- owner: sales\nb < 9"));

        assertThat(sql.statement("stage", Map.of()).replaceAll("\\s+", " ")).isEqualTo("""
                select case when not coalesce(( -- severity: reject a > 0 ), false) then 'a' end, \
                case when not (coalesce(( -- severity: reject a > 0 ), false) and coalesce(( -- severity: warn \
                -- rule: b is small -- owner: sales b < 9 ), false)) then array_construct_compact(\
                iff(coalesce(( -- severity: reject a > 0 ), false), null, 'a'), iff(coalesce(( -- severity: warn \
                -- rule: b is small -- owner: sales b < 9 ), false), null, 'b')) end, cast(null as variant) -- stage""");
        assertThat(sql.rules("orders")).isEqualTo("""
                [{"rule":"a","severity":"reject","description":null,"owner":null},\
                {"rule":"b","severity":"warn","description":"b is small","owner":"sales"},\
                {"rule":"incomplete","severity":"reject","description":"the columns that the mart needs are there",\
                "owner":null},\
                {"rule":"unparsable","severity":"reject","description":"the line can be split into columns",\
                "owner":null}]""");
    }

    @Test
    void refusesARuleOfAnotherSeverity() throws IOException {
        Sql sql = sql(Map.of("stage", "${failed_rule_orders}", "rules/orders/a", "-- severity: fatal\ntrue"));

        assertThatThrownBy(() -> sql.statement("stage", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sql/rules/orders/a.sql")
                .hasMessageContaining("expected");
    }

    @Test
    void namesAStatementByItsScriptInPlaceOfItsHeader() throws IOException {
        Sql sql = sql(Map.of("load/a", "-- purpose: x\r\n\n  -- rerun: y\nselect 1 -- one\n;\n"));

        String statement = sql.statement("load/a", Map.of());

        assertThat(statement).isEqualTo("select 1 -- one\n\n-- load/a");
        assertThat(Sql.script(statement)).contains("load/a");
        assertThat(Sql.script("select 1")).isEmpty();
        assertThat(Sql.script("-- load/a\nselect 1")).isEmpty();
    }

    @Test
    void refusesARuleThatIsOnlyAHeader() throws IOException {
        Sql sql = sql(Map.of("rules/orders/a", "-- rule: a\n\n  -- severity: warn\n;"));

        assertThatThrownBy(() -> sql.rules("orders"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sql/rules/orders/a.sql")
                .hasMessageContaining("predicate");
    }

    @Test
    void takesARuleThatEndsInASemicolon() throws IOException {
        Sql sql = sql(Map.of("stage", "${failed_rule_orders}", "rules/orders/a", "a <> ';';\n"));

        assertThat(sql.statement("stage", Map.of()).replaceAll("\\s+", " ")).contains("coalesce(( a <> ';' ), false)");
    }

    @Test
    void refusesARuleWhoseFileNameIsNotHarmless() throws IOException {
        Sql sql = sql(Map.of("stage", "${failed_rule_orders}", "rules/orders/it's", "true"));

        assertThatThrownBy(() -> sql.statement("stage", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sql/rules/orders/it's.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unparsable", "incomplete"})
    void refusesARuleOfANameThatTheLoaderUses(String name) throws IOException {
        Sql sql = sql(Map.of("stage", "${failed_rule_orders}", "rules/orders/" + name, "true"));

        assertThatThrownBy(() -> sql.statement("stage", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sql/rules/orders/" + name + ".sql");
    }

    @Test
    void fillsEveryScriptThatIsShipped() {
        Sql sql = new Sql(Scripts.read("classpath:sql"));
        Map<String, Object> values = Map.ofEntries(
                Map.entry("batch_id", routes.batch.Batches.ID),
                Map.entry("pipeline", "main"),
                Map.entry("feed", "orders"),
                Map.entry("bucket", "lake"),
                Map.entry("database", "SNOWLINE"),
                Map.entry("warehouse", "SNOWLINE"),
                Map.entry("storage_integration", "SNOWLINE"),
                Map.entry("storage_role_arn", "arn:aws:iam::000000000000:role/local"),
                Map.entry("loader_role", "SNOWLINE_LOADER"),
                Map.entry("analyst_role", "SNOWLINE_ANALYST"),
                Map.entry("loader_user", "SNOWLINE"),
                Map.entry("public_key", "A".repeat(392)),
                Map.entry("date", "year=2026/month=11/day=20"),
                Map.entry("attempt", "0123456789ab"),
                Map.entry("transaction", "1442254688149"),
                Map.entry("files", "'000001.csv'"),
                Map.entry("folder", "processing/" + routes.batch.Batches.ID + "/orders"),
                Map.entry("pattern", "(.*/)?(000001)[.].*"));

        for (String folder : List.of("setup", "fence", "load", "transform", "archive", "replay", "trim", "checks")) {
            assertThat(sql.scripts().in(folder)).isNotEmpty().allSatisfy(script -> {
                assertThat(sql.statements(script, values)).isNotEmpty();
                assertThat(sql.statement(script, values)).doesNotContain("${");
            });
        }
    }

    @Test
    void holdsOneStatementInEveryScriptOfARoute() {
        Sql sql = new Sql(Scripts.read("classpath:sql"));

        for (String folder : List.of("fence", "load", "transform", "archive", "replay", "trim", "checks")) {
            assertThat(sql.scripts().in(folder))
                    .allSatisfy(script ->
                            assertThat(sql.scripts().text(script).strip()).doesNotEndWith(";"));
        }
    }
}
