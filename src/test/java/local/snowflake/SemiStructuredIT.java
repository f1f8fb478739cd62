package local.snowflake;

import static local.snowflake.Warehouse.rows;
import static local.snowflake.Warehouse.run;
import static local.snowflake.Warehouse.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SemiStructuredIT {

    private static Warehouse warehouse;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        warehouse = new Warehouse();
        connection = warehouse.connect();
        run(
                connection,
                "create table t (id number(18, 0), s varchar, v variant)",
                "insert into t select 1, 'text', array_construct('a', null, 2)",
                "insert into t select 2, 'text', parse_json('{\"a\": {\"b\": [1, \"two\", null]}, \"n\": null, \"s\": \"q\","
                        + " \"f\": 1.5, \"t\": true, \"at\": \"2026-11-20T10:00:00Z\"}')",
                "insert into t select 3, 'text', null");
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "v ~ [\"a\",null,2]",
                "v[0] ~ \"a\"",
                "v[0]::varchar ~ a",
                "v[1]::varchar ~ null",
                "v[2]::number(5, 1) ~ 2.0",
                "v[7] ~ null",
                "v[0] is null ~ FALSE",
                "v[1] is null ~ TRUE",
                "get(v, 1) is null ~ TRUE",
                "array_size(v) ~ 3",
                "array_compact(v) ~ [\"a\",2]",
                "array_to_string(v, '-') ~ a--2",
                "array_contains('a'::variant, v) ~ TRUE",
                "array_contains(to_variant('b'), v) ~ FALSE",
                "is_array(v) ~ TRUE",
                "typeof(v) ~ ARRAY",
                "array_construct_compact(1, null, 'x') ~ [1,\"x\"]",
                "array_construct() ~ []",
                "'x'::variant ~ \"x\"",
                "'x'::array ~ [\"x\"]",
                "object_construct('k', 1, 'gone', null, s, v[0]) ~ {\"k\":1,\"text\":\"a\"}",
                "object_construct_keep_null('k', null) ~ {\"k\":null}",
                "to_varchar(v[0]) || '!' ~ a!",
            })
    void readsAndMakesArrays(String expression, String expected) throws SQLException {
        assertThat(rows(connection, "select " + expression + " from t where id = 1"))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "v:a.b[1]::varchar ~ two",
                "v:a.b[1] ~ \"two\"",
                "get_path(v, 'a.b[0]') ~ 1",
                "get(v, 's') ~ \"q\"",
                "v['s']::varchar ~ q",
                "v:s::varchar ~ q",
                "to_varchar(v:s) ~ q",
                "cast(v:s as varchar) ~ q",
                "v:missing::varchar ~ null",
                "v:f::number(3, 1) ~ 1.5",
                "v:t::boolean ~ TRUE",
                "v:at::timestamp_ntz ~ 2026-11-20 10:00:00.000",
                "typeof(v) ~ OBJECT",
                "typeof(v:f) ~ DECIMAL",
                "typeof(v:n) ~ NULL_VALUE",
                "is_null_value(v:n) ~ TRUE",
                "v:n is null ~ FALSE",
                "is_null_value(v:missing) ~ null",
                "is_object(v:a) ~ TRUE",
                "is_object(v:s) ~ FALSE",
                "array_size(v) ~ null",
                "try_cast(v:s::varchar as number) ~ null",
                "try_to_number(v:f::varchar, 5, 2) ~ 1.50",
                "try_to_timestamp_tz(v:at::varchar)::timestamp_ntz ~ 2026-11-20 10:00:00.000",
                "try_parse_json('{\"a\":') ~ null",
                "try_parse_json('{\"a\": 1, \"a\": 2}') ~ null",
                "try_parse_json('') ~ null",
                "parse_json('') ~ null",
                "try_parse_json(' { \"a\" : [ 1.0 ] } ') ~ {\"a\":[1.0]}",
            })
    void readsObjects(String expression, String expected) throws SQLException {
        assertThat(rows(connection, "select " + expression + " from t where id = 2"))
                .containsExactly(expected);
    }

    @Test
    void writesThemByInsertAndUpdate() throws SQLException {
        run(connection, "create or replace table w (id number(18, 0), v variant, a array, o object)");
        assertThat(update(
                        connection,
                        "insert into w select id, v, array_construct(id), object_construct('id', id) from t"))
                .isEqualTo(3);
        assertThat(update(connection, "update w set v = object_construct('id', id, 'was', v[0]) where id = 1"))
                .isEqualTo(1);
        assertThat(rows(connection, "select v, a, o from w where id in (1, 3) order by id"))
                .containsExactly("{\"id\":1,\"was\":\"a\"}|[1]|{\"id\":1}", "null|[3]|{\"id\":3}");
    }

    @Test
    void flattensWhatStandsBesideIt() throws SQLException {
        assertThat(rows(
                        connection,
                        "select t.id, f.index, f.value::varchar from t, lateral flatten(input => t.v) as f"
                                + " where t.id = 1 order by 2"))
                .containsExactly("1|0|a", "1|1|null", "1|2|2");
        assertThat(
                        rows(
                                connection,
                                "select id, f.value::varchar from t inner join lateral flatten(input => v:a.b) as f order by 2"))
                .containsExactly("2|1", "2|two", "2|null");
        assertThat(rows(
                        connection,
                        "select id, f.key from t join lateral flatten(input => v, outer => true) f where id > 1"
                                + " and (f.key is null or f.key < 'b') order by 1, 2"))
                .containsExactly("2|a", "2|at", "3|null");
        assertThat(rows(connection, "select count(*) from t cross join table(flatten(input => v:s)) as f"))
                .containsExactly("0");
        assertThatThrownBy(() -> run(connection, "select f.value from t, lateral flatten(input => s) as f"))
                .hasMessageContaining("VARCHAR");
    }
}
