package local.snowflake;

import static local.snowflake.Warehouse.rows;
import static local.snowflake.Warehouse.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyIT {

    private static final String COPY = "copy into t (a, b, file, line) from (select $1, $2, metadata$filename,"
            + " metadata$file_row_number from @s/in/) file_format = (format_name = 'f')";

    private Warehouse warehouse;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        warehouse = new Warehouse();
        connection = warehouse.connect();
        run(
                connection,
                "create table t (a varchar, b varchar, file varchar, line number(18, 0))",
                "create file format f type = csv field_optionally_enclosed_by = '\"' escape_unenclosed_field = none"
                        + " multi_line = false empty_field_as_null = false null_if = ()",
                "create stage s url = 's3://lake/' storage_integration = i");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        warehouse.close();
    }

    @Test
    void takesAPhysicalLineForARow() throws Exception {
        warehouse.put("in/1.csv", "1,\"open\n2,\"a\"\"b\"\r\n\n4,\"x\"y\n5,,z\n6");

        assertThat(rows(connection, COPY + " on_error = continue"))
                .containsExactly(
                        "in/1.csv|PARTIALLY_LOADED|6|3|6|3|End of record reached while expected to parse column"
                                + "|1|8|\"T\"[\"$2\"]");
        assertThat(rows(connection, "select a, b, line from t order by line"))
                .containsExactly("2|a\"b|2", "5||5", "6|null|6");
    }

    @Test
    void refusesBytesThatAreNotUtf8UnlessTheyAreReplaced() throws Exception {
        warehouse.put("in/1.csv", new byte[] {'a', ',', (byte) 0xff, '\n', 'b', ',', 'c'});

        assertThat(rows(connection, COPY + " on_error = continue").get(0))
                .contains("PARTIALLY_LOADED|2|1|2|1|Invalid UTF8");
        run(
                connection,
                "create file format l type = csv field_delimiter = none multi_line = false null_if = ()"
                        + " escape_unenclosed_field = none replace_invalid_characters = true");
        assertThat(rows(connection, "select $1 from @s/in/ (file_format => 'l', pattern => '.*1[.]csv')"))
                .containsExactly("a,\ufffd", "b,c");
    }

    @Test
    void abortsWithoutATraceWhenTold() throws Exception {
        warehouse.put("in/1.csv", "1,a\n");
        warehouse.put("in/2.csv", "2,\"open\n");

        assertThatThrownBy(() -> run(connection, COPY))
                .hasMessageContaining("in/2.csv")
                .hasMessageContaining("line 1");
        assertThat(rows(connection, "select * from t")).isEmpty();
    }

    @Test
    void skipsAFileWithAnErrorWhenTold() throws Exception {
        warehouse.put("in/1.csv", "1,a\n");
        warehouse.put("in/2.csv", "2,b\n3,\"open\n");

        assertThat(rows(connection, COPY + " on_error = skip_file"))
                .anyMatch(row -> row.startsWith("in/1.csv|LOADED|1|1"))
                .anyMatch(row -> row.startsWith("in/2.csv|LOAD_FAILED|2|0"));
        assertThat(rows(connection, "select a from t")).containsExactly("1");
    }

    @Test
    void endsOnAMissingFileAndOnABrokenOneAndNamesIt() throws Exception {
        byte[] packed = Warehouse.gzip("a,b\n".repeat(5_000));
        warehouse.put("in/1.csv.gz", Arrays.copyOf(packed, packed.length - 12));

        assertThatThrownBy(() -> run(connection, COPY + " on_error = continue"))
                .hasMessageContaining("in/1.csv.gz")
                .hasMessageContaining("decompression");
        assertThatThrownBy(() -> run(connection, COPY + " files = ('2.csv')"))
                .hasMessageContaining("in/2.csv")
                .hasMessageContaining("not found");
        assertThat(rows(connection, "select * from t")).isEmpty();
    }

    @Test
    void remembersWhatItLoadedUnlessItIsRolledBackOrForced() throws Exception {
        warehouse.put("in/1.csv", "1,a\n");

        run(connection, "begin", COPY, "rollback", COPY);
        assertThat(rows(connection, COPY)).containsExactly("Copy executed with 0 files processed.");
        assertThat(rows(connection, "select a from t")).containsExactly("1");
        run(connection, COPY + " force = true");
        assertThat(rows(connection, "select a from t")).containsExactly("1", "1");
        warehouse.put("in/1.csv", "2,changed\n");
        run(connection, COPY);
        assertThat(rows(connection, "select a from t")).containsExactly("1", "1", "2");
    }

    @Test
    void readsStagesInJoinsAndSubqueriesAndListsThem() throws Exception {
        warehouse.put("in/1.csv", "1,a\n2,b\n");
        run(connection, "insert into t values ('2', 'x', 'f', 1)");

        assertThat(rows(
                        connection,
                        "select s.$2, t.b from @s/in/1.csv (file_format => 'f') as s inner join t on t.a = s.$1"))
                .containsExactly("b|x");
        assertThat(rows(
                        connection,
                        "select count(*) from (select $1 as id from @s/in/ (file_format => 'f')) as q"
                                + " where q.id = '1'"))
                .containsExactly("1");
        assertThat(rows(connection, "list @s/in/")).singleElement().asString().startsWith("s3://lake/in/1.csv|8|");
    }

    @Test
    void keepsTheColumnsBeyondTheKnownOnes() throws Exception {
        warehouse.put("in/1.csv", "1,a\n2,b,more,,\"y, z\"\n3\n");
        run(connection, "create table e (a varchar, b varchar, extra variant)");

        run(
                connection,
                "copy into e (a, b, extra) from (select $1 as a, $2 as b, case when $3 is not null then"
                        + " array_construct($3, $4, $5, $6) end as extra from @s/in/) file_format = (format_name = 'f')");
        assertThat(rows(connection, "select a, b, extra, array_size(extra) from e order by a"))
                .containsExactly("1|a|null|null", "2|b|[\"more\",\"\",\"y, z\",null]|4", "3|null|null|null");
    }

    @Test
    void takesLocationsInQuotesWhereverTheyStand() throws Exception {
        String line = "{\"a\": \"x,\\\"y\\\" \\\\ 'z' \\u00e9\"}\ttab, \"open ";
        warehouse.put("raw/year=2026/month=11/1.json", line + "\n\n2\n");
        run(
                connection,
                "create file format l type = csv field_delimiter = none multi_line = false null_if = ()"
                        + " escape_unenclosed_field = none skip_blank_lines = true empty_field_as_null = false",
                "create table e (line varchar, at number(18, 0))");

        assertThat(rows(
                        connection,
                        "copy into e (line, at) from (select $1 as line, metadata$file_row_number as at from"
                                + " '@s/raw/year=2026/') file_format = (format_name = 'l')"))
                .containsExactly("raw/year=2026/month=11/1.json|LOADED|2|2|1|0|null|null|null|null");
        assertThat(rows(connection, "select line, at from e order by at")).containsExactly(line + "|1", "2|3");
        assertThat(rows(
                        connection,
                        "select count(*) from '@s/raw/year=2026/month=11/' (file_format => 'l', pattern => '.*json')"))
                .containsExactly("2");
        run(
                connection,
                "copy into '@s/out/year=2026/' from (select * from e) file_format = (type = parquet) header = true");
        assertThat(rows(connection, "list '@s/out/year=2026/'")).hasSize(1);
        run(
                connection,
                "copy into e (line) from '@s/raw/year=2026/month=11/' file_format = (format_name = 'l') force = true");
        assertThat(rows(connection, "select count(*) from e")).containsExactly("4");
    }

    @Test
    void changesRowsFromTheLinesOfAStage() throws Exception {
        warehouse.put("in/1.csv", "1,a\n2,b\n");
        run(
                connection,
                "insert into t values ('1', null, 'in/1.csv', 1), ('2', null, 'in/1.csv', 2), ('3', null, 'in/2.csv', 2)");

        assertThat(Warehouse.update(
                        connection,
                        "update t set b = lines.line from (select metadata$filename as file, metadata$file_row_number as"
                                + " line_number, $2 as line from '@s/in/' (file_format => 'f', pattern => '.*/1[.]csv'))"
                                + " as lines where t.file = lines.file and t.line = lines.line_number and t.line > 1"))
                .isEqualTo(1);
        assertThat(rows(connection, "select a, b from t order by a")).containsExactly("1|null", "2|b", "3|null");
    }

    @Test
    void keepsKeysFromReachingTheSql() throws Exception {
        warehouse.put("in/o'1; drop table t.csv", "1,'); drop table t; --\n");

        run(connection, COPY + " on_error = skip_file");
        assertThat(rows(connection, "select b, file from t"))
                .containsExactly("'); drop table t; --|in/o'1; drop table t.csv");
    }

    @Test
    void refusesInATransformationWhatCopyDoesNotOffer() {
        for (String select : new String[] {
            "select upper($1) from @s/in/",
            "select coalesce($1, '') from @s/in/",
            "select sysdate() from @s/in/",
            "select current_timestamp from @s/in/",
            "select distinct $1 from @s/in/",
            "select $1 from @s/in/ where $1 = 'a'",
            "select max($1) from @s/in/",
            "select $1 from (select $1 from @s/in/)",
            "select t.$1 from @s/in/ t join u on true",
        }) {
            assertThatThrownBy(() ->
                            run(connection, "copy into t (a) from (" + select + ") file_format = (format_name = 'f')"))
                    .as(select)
                    .hasMessageContaining("in a COPY transformation");
        }
    }

    @Test
    void refusesOptionsItDoesNotKnow() {
        for (String option :
                new String[] {"size_limit = 5", "purge = true", "on_error = 'skip_file_5%'", "truncate = 1"}) {
            assertThatThrownBy(() -> run(connection, COPY + " " + option)).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> run(connection, "create file format g type = csv"))
                .hasMessageContaining("ESCAPE_UNENCLOSED_FIELD");
        assertThatThrownBy(() -> run(connection, "create stage x url = 's3://lake/' credentials = (aws_key_id = 'k')"))
                .hasMessageContaining("CREDENTIALS");
    }

    @Test
    void loadsManyRowsOfSeveralMembers() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(i).append(",row ").append(i).append('\n');
        }
        byte[] member = Warehouse.gzip(lines.toString());
        byte[] two = Arrays.copyOf(member, member.length * 2);
        System.arraycopy(member, 0, two, member.length, member.length);
        warehouse.put("in/1.csv.gz", two);
        warehouse.put("in/2.csv", lines.toString().getBytes(StandardCharsets.UTF_8));

        run(connection, COPY);
        assertThat(rows(connection, "select count(*), max(line), count(distinct a) from t"))
                .containsExactly("60000|40000|20000");
    }
}
