package local.snowflake;

import static local.snowflake.Warehouse.rows;
import static local.snowflake.Warehouse.run;
import static local.snowflake.Warehouse.update;
import static local.snowflake.Warehouse.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageIT {

    private static Warehouse warehouse;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        warehouse = new Warehouse();
        connection = warehouse.connect();
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
                "try_to_number('2.5', 10, 0) ~ 3",
                "try_to_number('-2.5', 10, 0) ~ -3",
                "try_to_number('12.505', 18, 2) ~ 12.51",
                "try_to_number(' 7 ', 10, 0) ~ 7",
                "try_to_number('1_000', 10, 0) ~ null",
                "try_to_number('99999999999', 10, 0) ~ null",
                "try_to_number('', 10, 0) ~ null",
                "convert_timezone('UTC', try_to_timestamp_tz('2026-11-20T10:00:00+01:30'))::timestamp_ntz ~ 2026-11-20 08:30:00.000",
                "convert_timezone('UTC', try_to_timestamp_tz('2026-11-20T10:00:00.123456789Z'))::timestamp_ntz ~ 2026-11-20 10:00:00.123",
                "convert_timezone('UTC', try_to_timestamp_tz('2026-11-20 10:00:00'))::timestamp_ntz ~ 2026-11-20 10:00:00.000",
                "convert_timezone('UTC', try_to_timestamp_tz('2026-11-20 10:00:00 +01:00'))::timestamp_ntz ~ 2026-11-20 09:00:00.000",
                "try_to_timestamp_tz('2026-02-30T10:00:00Z') ~ null",
                "try_to_timestamp_tz('infinity') ~ null",
                "try_to_timestamp_tz('tomorrow') ~ null",
                "convert_timezone('UTC', try_to_timestamp_tz('1795168800'))::timestamp_ntz ~ 2026-11-20 10:00:00.000",
                "try_to_timestamp_ntz('1795168800123') ~ 2026-11-20 10:00:00.123",
                "try_to_timestamp_ntz('1795168800123456789') ~ 2026-11-20 10:00:00.123",
                "try_to_date('5') ~ 1970-01-01",
                "try_to_date('2026-11-20') ~ 2026-11-20",
                "try_to_timestamp_ntz('2026-11-20') ~ 2026-11-20 00:00:00.000",
                "try_to_timestamp_ntz('2026-11-20T10:00:00.5+01:00') ~ 2026-11-20 10:00:00.500",
                "try_to_timestamp_ntz('99999999999999999999') ~ null",
                "to_varchar('2026-11-20 01:02:03.5'::timestamp_ntz, 'YYYY-MM-DD\"T\"HH24:MI:SS.FF9') ~ 2026-11-20T01:02:03.500000000",
                "to_varchar(12.50::number(18, 2)) ~ 12.50",
                "parse_json('{\"a\": {\"B\": [1, \"x\"]}}'):a.B[1]::varchar ~ x",
                "parse_json('{\"a\": {\"B\": [1, \"x\"]}}'):a.b::varchar ~ null",
                "sha2('abc') ~ ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "iff(1 < 2, 'yes', 'no') ~ yes",
                "'a' || chr(45) || nvl(null, 'b') ~ a-b",
                "concat('a', null) ~ null",
                "greatest(1, null) ~ null",
                "dateadd(month, 1, '2026-01-31'::timestamp_ntz) ~ 2026-02-28 00:00:00.000",
                "datediff(day, '2026-01-01 23:00:00', '2026-01-02 01:00:00') ~ 1",
                "date_trunc('hour', '2026-11-20 10:59:00'::timestamp_ntz) ~ 2026-11-20 10:00:00.000",
                "greatest(1, 4, 2, 3) ~ 4",
                "least(2, null, 1) ~ null",
                "concat('a', 'b', 'c', 'd', 'e', 'f') ~ abcdef",
                "concat_ws('-', 'a', null) ~ null",
                "translate('abc', 'ab', 'x') ~ xc",
                "contains('abc', 'bc') ~ TRUE",
                "startswith('abc', 'b') ~ FALSE",
                "endswith('abc', 'bc') ~ TRUE",
                "div0(null, 0) ~ null",
                "equal_null(null, null) ~ TRUE",
                "1 is distinct from null ~ TRUE",
                "sha1('a') ~ 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8",
                "timestampdiff(minute, '2026-01-01'::timestamp_ntz, '2026-01-01 00:05:00'::timestamp_ntz) ~ 5",
                "try_cast('12.5' as number(5, 1)) ~ 12.5",
                "try_cast('1_0' as number) ~ null",
                "try_cast('2026-11-20' as date) ~ 2026-11-20",
                "'it\\'s' ~ it's",
                "snowline.information_schema.x ~ ERROR",
            })
    void evaluates(String expression, String expected) throws SQLException {
        if (expected.equals("ERROR")) {
            assertThatThrownBy(() -> value(connection, "select " + expression)).isInstanceOf(SQLException.class);
        } else {
            assertThat(value(connection, "select " + expression)).isEqualTo(expected);
        }
    }

    @Test
    void keepsTypesThroughTheDriver() throws Exception {
        run(
                connection,
                "create or replace table types (n number(18, 2), i number(38, 0), s varchar, b boolean, f float, d date,"
                        + " t timestamp_ntz, z timestamp_ltz, v variant)",
                "insert into types select 1.5, 12345678901234567890, 'x', true, 0.25, '2026-11-20', '2026-11-20 10:00:00',"
                        + " '2026-11-20 10:00:00+01:00', parse_json('{\"a\":1}')");
        try (PreparedStatement query = connection.prepareStatement("select * from types");
                ResultSet row = query.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBigDecimal("N")).isEqualTo(new BigDecimal("1.50"));
            assertThat(row.getMetaData().getScale(1)).isEqualTo(2);
            assertThat(row.getBigDecimal(2)).isEqualTo(new BigDecimal("12345678901234567890"));
            assertThat(row.getBoolean(4)).isTrue();
            assertThat(row.getMetaData().getColumnType(4)).isEqualTo(Types.BOOLEAN);
            assertThat(row.getDouble(5)).isEqualTo(0.25);
            assertThat(row.getDate(6).toString()).isEqualTo("2026-11-20");
            assertThat(row.getTimestamp(8).toInstant()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
            assertThat(row.getString(9)).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void takesBindVariablesOfEveryKind() throws Exception {
        run(
                connection,
                "create or replace table binds (n number(18, 2), s varchar, b boolean, d date, t timestamp_ltz)");
        Instant at = Instant.parse("2026-11-20T10:00:00.123456Z");
        try (PreparedStatement insert = connection.prepareStatement("insert into binds select ?, ?, ?, ?, ?")) {
            insert.setBigDecimal(1, new BigDecimal("1.25"));
            insert.setString(2, "a'\\b\n");
            insert.setBoolean(3, true);
            insert.setDate(4, Date.valueOf("2026-11-20"));
            insert.setTimestamp(5, Timestamp.from(at));
            assertThat(insert.executeUpdate()).isEqualTo(1);
            insert.setNull(1, Types.DECIMAL);
            insert.setNull(2, Types.VARCHAR);
            insert.setNull(3, Types.BOOLEAN);
            insert.setNull(4, Types.DATE);
            insert.setNull(5, Types.TIMESTAMP);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        try (PreparedStatement query = connection.prepareStatement("select * from binds order by n");
                ResultSet row = query.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(2)).isEqualTo("a'\\b\n");
            assertThat(row.getString(4)).isEqualTo("2026-11-20");
            assertThat(row.getTimestamp(5).toInstant()).isEqualTo(at);
            assertThat(row.next()).isTrue();
            assertThat(row.getObject(1)).isNull();
        }
    }

    @Test
    void countsTheRowsItChanges() throws Exception {
        run(connection, "create or replace table c (id number(18, 0), v varchar)");
        assertThat(update(connection, "insert into c values (1, 'a'), (2, 'b'), (3, 'c')"))
                .isEqualTo(3);
        assertThat(update(connection, "update c set v = 'x' where id > 1")).isEqualTo(2);
        assertThat(update(connection, "delete from c where id = 3")).isEqualTo(1);
        String merge =
                "merge into c as target using (select column1 as id, column2 as v from source) as s on target.id = s.id"
                        + " when matched and s.v = 'gone' then delete when matched then update set v = s.v"
                        + " when not matched then insert (id, v) values (s.id, s.v)";
        run(
                connection,
                "create or replace table source (column1 number(18, 0), column2 varchar)",
                "insert into source values (1, 'gone'), (2, 'new'), (4, 'd')");
        assertThat(rows(connection, merge)).containsExactly("1|1|1");
        assertThat(rows(connection, "select * from c order by id")).containsExactly("2|new", "4|d");
        run(connection, "insert into source values (2, 'again')");
        assertThatThrownBy(() -> run(connection, merge))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(100090));
        assertThat(update(connection, "insert overwrite into c select 9, 'z'")).isEqualTo(1);
        assertThat(rows(connection, "select * from c")).containsExactly("9|z");
        assertThatThrownBy(() -> run(connection, "insert overwrite into c select * from c"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aggregatesInOrderAndComparesRowsWithTheirNeighbours() throws Exception {
        run(
                connection,
                "create or replace table l (id number(18, 0), s varchar)",
                "create or replace table r (id number(18, 0))",
                "insert into l values (1, 'x'), (2, 'y'), (3, null), (4, 'y')",
                "insert into r values (4), (5)");
        assertThat(rows(
                        connection,
                        "select listagg(s, ',') within group (order by id desc), listagg(distinct s) within group (order"
                                + " by s), array_agg(s) within group (order by id) from l"))
                .containsExactly("y,y,x|xy|[\"x\",\"y\",\"y\"]");
        assertThat(rows(connection, "select listagg(s, ','), array_agg(s) from l where id > 9"))
                .containsExactly("|[]");
        assertThat(rows(
                        connection,
                        "select id, lag(id) over (order by id), lead(id) over (order by id) from l qualify"
                                + " row_number() over (order by id) > 2 order by id"))
                .containsExactly("3|2|4", "4|3|null");
        assertThat(rows(
                        connection,
                        "select coalesce(l.id, r.id) as id, l.id is null from l full outer join r on l.id = r.id"
                                + " order by id"))
                .containsExactly("1|FALSE", "2|FALSE", "3|FALSE", "4|FALSE", "5|TRUE");
        assertThat(rows(connection, "select s, count(*) as n from l group by all order by s"))
                .containsExactly("x|1", "y|2", "null|1");
        assertThat(rows(
                        connection,
                        "select id from l where id in (select id from r) and exists (select 1 from r where r.id = l.id)"
                                + " union select id from r order by 1"))
                .containsExactly("4", "5");
    }

    @Test
    void movesTimesByBoundAmounts() throws Exception {
        try (PreparedStatement query = connection.prepareStatement(
                "select dateadd('second', -?, '2026-11-20 10:00:00'::timestamp_ntz), dateadd(day, ?, ?::timestamp_ntz),"
                        + " datediff('second', ?::timestamp_ntz, '2026-11-20 10:00:00'::timestamp_ntz)")) {
            query.setLong(1, 90);
            query.setInt(2, 1);
            query.setString(3, "2026-11-20 10:00:00");
            query.setString(4, "2026-11-20 09:00:00");
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("2026-11-20 09:58:30.000");
                assertThat(row.getString(2)).isEqualTo("2026-11-21 10:00:00.000");
                assertThat(row.getLong(3)).isEqualTo(3600);
            }
        }
    }

    @Test
    void answersTheQuestionsOfACuriousPerson() throws Exception {
        run(
                connection,
                "create schema if not exists curious",
                "create or replace table curious.orders (id number(18, 0), amount number(18, 2), at timestamp_ntz)",
                "insert into curious.orders values (1, 10, '2026-11-20 10:00:00'), (2, 5.5, '2026-11-20 11:30:00')");
        assertThat(rows(
                        connection,
                        "select date_trunc(hour, at) as hour, sum(amount) from snowline.curious.orders group by 1"
                                + " order by 1"))
                .containsExactly("2026-11-20 10:00:00.000|10.00", "2026-11-20 11:00:00.000|5.50");
        assertThat(rows(connection, "select id, sum(amount) over (order by at) from curious.orders qualify id = 2"))
                .containsExactly("2|15.50");
        assertThat(rows(connection, "show tables in schema curious"))
                .singleElement()
                .asString()
                .contains("|ORDERS|SNOWLINE|CURIOUS|");
        assertThat(rows(connection, "describe table curious.orders")).contains("AMOUNT|NUMBER(18,2)|COLUMN|Y");
        assertThat(rows(
                        connection,
                        "select column_name, data_type from information_schema.columns where table_schema ="
                                + " 'CURIOUS' order by ordinal_position"))
                .containsExactly("ID|NUMBER", "AMOUNT|NUMBER", "AT|TIMESTAMP_NTZ");
        run(connection, "show schemas");
        assertThat(rows(
                        connection,
                        "select \"name\" from table(result_scan(last_query_id())) where \"name\" = 'CURIOUS'"))
                .containsExactly("CURIOUS");
        run(
                connection,
                "create or replace view curious.today as select count(*) as orders, sysdate() as at from curious.orders");
        assertThat(rows(connection, "select orders from curious.today")).containsExactly("2");
        assertThat(rows(
                        connection,
                        "select f.index, f.value::varchar from (select parse_json('[\"a\",\"b\"]') as v) t,"
                                + " lateral flatten(input => t.v) f order by 1"))
                .containsExactly("0|a", "1|b");
    }

    @Test
    void showsItselfToToolsByTheDriversMetadata() throws Exception {
        run(
                connection,
                "create schema if not exists tools",
                "create table if not exists tools.thing (id number(18, 0))");
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet tables = metadata.getTables("SNOWLINE", "TOOLS", "%", null)) {
            assertThat(tables.next()).isTrue();
            assertThat(tables.getString("TABLE_NAME")).isEqualTo("THING");
        }
        try (ResultSet columns = metadata.getColumns("SNOWLINE", "TOOLS", "THING", "%")) {
            assertThat(columns.next()).isTrue();
            assertThat(columns.getString("COLUMN_NAME")).isEqualTo("ID");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "vacuum ~ 2 ~ VACUUM",
                "call something() ~ 2 ~ CALL",
                "select regr_slope(1, 2) ~ 2140 ~ REGR_SLOPE",
                "select read_text('/etc/hostname') ~ 2140 ~ READ_TEXT",
                "select * from read_csv('/etc/hostname') ~ 2140 ~ READ_CSV",
                "select * from '/etc/hostname' ~ 1003 ~ hostname",
                "select * from \"/etc/hostname\" ~ 2003 ~ hostname",
                "select * from duckdb_settings ~ 2003 ~ DUCKDB_SETTINGS",
                "create table g (a geography) ~ 2 ~ GEOGRAPHY",
                "create temporary table g (a number) ~ 2 ~ TEMPORARY",
                "alter session set no_such_parameter = 1 ~ 1420 ~ NO_SUCH_PARAMETER",
                "select 1; select 2 ~ 8 ~ statement count",
                "select * from nothing_here ~ 2003 ~ NOTHING_HERE",
                "select [1, 2] ~ 1003 ~ [",
                "select try_to_number(parse_json('1')) ~ 1044 ~ JSON",
                "select try_cast(parse_json('1') as number) ~ 1044 ~ JSON",
                "select 'x':a ~ 1044 ~ VARCHAR",
                "select parse_json('{bad') ~ 100069 ~ JSON",
                "select parse_json('{\"a\": 1, \"a\": 2}') ~ 100069 ~ duplicate",
                "select 'open ~ 1003 ~ EOF",
                "select to_varchar(sysdate(), 'J') ~ 2 ~ J",
                "insert into local_catalog.objects values (1) ~ 2003 ~ LOCAL_CATALOG",
            })
    void refusesWhatItDoesNotKnow(String sql, int code, String named) {
        assertThatThrownBy(() -> run(connection, sql))
                .hasMessageContaining(named == null ? "" : named)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(code));
    }
}
