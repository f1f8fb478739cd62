package local.snowflake;

import static local.snowflake.Warehouse.rows;
import static local.snowflake.Warehouse.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DefinitionsIT {

    private Warehouse warehouse;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        warehouse = new Warehouse();
        connection = warehouse.connect();
        run(
                connection,
                "create schema mart",
                "create or replace transient table mart.t (id number(18, 0) comment 'the key', s varchar) comment = 'it''s'",
                "insert into mart.t values (1, 'a'), (2, 'b')");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        warehouse.close();
    }

    @Test
    void keepsComments() throws SQLException {
        String tables =
                "select table_name, comment from information_schema.tables where table_schema = 'MART' order by 1";
        String columns =
                "select column_name, comment from information_schema.columns where table_name = 'T' order by 1";
        run(connection, "create view mart.v comment = 'a view' as select id from mart.t");

        assertThat(rows(connection, tables)).containsExactly("T|it's", "V|a view");
        assertThat(rows(connection, columns)).containsExactly("ID|the key", "S|null");
        assertThat(rows(connection, "show tables in schema mart"))
                .singleElement()
                .asString()
                .contains("|TABLE|it's|");

        run(
                connection,
                "comment on table mart.t is 'rows'",
                "comment on column snowline.mart.t.s is 'a text'",
                "comment on view mart.v is 'ids'");
        assertThat(rows(connection, tables)).containsExactly("T|rows", "V|ids");
        assertThat(rows(connection, columns)).containsExactly("ID|the key", "S|a text");
    }

    @Test
    void addsAndDropsColumnsOfATableWithRows() throws SQLException {
        run(
                connection,
                "alter table mart.t add column if not exists a number(5, 0) comment 'added', b varchar",
                "alter table mart.t add column if not exists a number(5, 0)",
                "alter table mart.t add column c number(5, 0) not null default 7",
                "alter table mart.t drop column if exists b, missing");

        assertThat(rows(connection, "select * from mart.t order by id")).containsExactly("1|a|null|7", "2|b|null|7");
        assertThat(rows(connection, "describe table mart.t")).contains("C|NUMBER(5,0)|COLUMN|N");
        assertThat(rows(connection, "select comment from information_schema.columns where column_name = 'A'"))
                .containsExactly("added");
        assertThatThrownBy(() -> run(connection, "alter table mart.t drop column missing"))
                .hasMessageContaining("MISSING");
        assertThatThrownBy(() -> run(connection, "alter table mart.t add column d number not null"))
                .isInstanceOf(SQLException.class);
        assertThat(rows(connection, "select count(*) from information_schema.columns where column_name = 'D'"))
                .containsExactly("0");
        assertThatThrownBy(() -> run(connection, "alter table mart.t add column if not exists e number default 1"))
                .hasMessageContaining("DEFAULT");
        assertThatThrownBy(() -> run(connection, "alter table mart.t add column if not exists e number unique"))
                .hasMessageContaining("UNIQUE");
    }

    @Test
    void readsAViewFromAnySchemaByAnyName() throws SQLException {
        run(
                connection,
                "use schema mart",
                "create view if not exists v comment = 'counts' as select s, count(*) as n, array_agg(id) within group"
                        + " (order by id) as ids from t group by s",
                "create view if not exists v as select 1 as other",
                "use schema public");

        assertThat(rows(connection, "select n, ids from mart.v where s = 'b'")).containsExactly("1|[2]");
        assertThat(rows(connection, "select n from snowline.mart.v where s = 'a'"))
                .containsExactly("1");
        run(connection, "create or replace view mart.v as select max(id) as n from mart.t");
        assertThat(rows(connection, "select * from mart.v")).containsExactly("2");
        run(connection, "drop view mart.v", "drop view if exists mart.v");
        assertThatThrownBy(() -> run(connection, "select * from mart.v")).hasMessageContaining("V");
    }

    @Test
    void startsOverWithATransientTable() throws SQLException {
        run(connection, "create or replace transient table mart.t (other number(18, 0))");

        assertThat(rows(connection, "select count(*), max(other) from mart.t")).containsExactly("0|null");
    }
}
