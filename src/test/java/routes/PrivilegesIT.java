package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the roles that setup makes may do and may not, through the real driver. */
class PrivilegesIT {
    private static final String DENIED = "42501";
    private static final String HIDDEN = "42S02";
    private static final String HIDDEN_OBJECT = "02000";

    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = new LocalStack();
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into control.object_failures select 'k', 'e', 'f', 'b', 's', 'r', sysdate()",
                "update control.object_failures set reason = 'x' where etag = 'none'",
                "delete from control.object_failures where etag = 'none'",
                "select count(*) from control.schema_versions",
                "delete from raw.orders where batch_id = 'none'",
                "truncate table stage.orders",
                "insert overwrite into stage.removed_customers select customer_id from mart.customers where false",
                "delete from mart.orders where batch_id = 'none'",
                "select count(*) from mart.orders_enriched",
                "select count(*) from control.lineage",
                "select $1 from @control.lake/none/ (file_format => 'control.line_format')",
                "list @control.lake/none/",
                "alter session set query_tag = 'x'",
                "describe table mart.orders"
            })
    void letsTheLoaderWorkOnRows(String sql) throws SQLException {
        try (Connection loader = as("SNOWLINE_LOADER")) {
            run(loader, sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table raw.orders",
                "drop table if exists mart.orders",
                "drop view mart.orders_enriched",
                "alter table raw.orders add column x varchar",
                "alter table mart.orders drop column amount",
                "comment on table mart.orders is 'x'",
                "create table raw.mine (a varchar)",
                "create or replace table mart.orders (a varchar)",
                "create view mart.mine as select 1 as one",
                "create or replace view mart.orders_enriched as select 1 as one",
                "create schema mine",
                "drop schema mart",
                "drop stage control.lake",
                "create stage control.mine url = 's3://lake/'",
                "create file format control.mine type = csv multi_line = false escape_unenclosed_field = none",
                "drop file format control.csv_format",
                "truncate table mart.orders",
                "truncate table raw.orders",
                "insert into control.schema_versions select 's', 'c', sysdate(), 'me'",
                "delete from control.schema_versions",
                "update control.setup_lock set taken_at = null",
                "create warehouse mine",
                "alter warehouse snowline set auto_suspend = 0",
                "drop warehouse snowline",
                "create database if not exists snowline",
                "drop database snowline",
                "create role mine",
                "create user mine",
                "grant select on table raw.orders to role snowline_analyst",
                "grant role snowline_loader to role public",
                "grant select on future tables in schema raw to role snowline_analyst"
            })
    void keepsTheLoaderFromChangingWhatThereIs(String sql) throws SQLException {
        try (Connection loader = as("SNOWLINE_LOADER")) {
            refuse(loader, sql, DENIED);
        }
    }

    @Test
    void letsTheAnalystReadMartsAndTheirViews() throws SQLException {
        try (Connection analyst = as("SNOWLINE_ANALYST")) {
            for (String relation :
                    stack
                            .rows("select table_name from information_schema.tables" + " where table_schema = 'MART'")
                            .stream()
                            .map(row -> row.get(0))
                            .toList()) {
                run(analyst, "select count(*) from mart." + relation);
                run(analyst, "select * from snowline.mart." + relation + " limit 1");
            }
            run(analyst, "use schema mart");
            run(analyst, "select count(*) from orders");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from raw.orders",
                "select * from stage.orders",
                "select * from control.batches",
                "select * from control.lineage",
                "with one as (select * from raw.customers) select * from one",
                "select * from mart.orders where order_id in (select order_id from raw.orders)",
                "insert into raw.orders select * from raw.orders"
            })
    void hidesEverythingElseFromTheAnalyst(String sql) throws SQLException {
        try (Connection analyst = as("SNOWLINE_ANALYST")) {
            refuse(analyst, sql, HIDDEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list @control.lake",
                "select $1 from @control.lake (file_format => 'control.line_format')",
                "use schema raw"
            })
    void hidesStagesAndSchemasFromTheAnalyst(String sql) throws SQLException {
        try (Connection analyst = as("SNOWLINE_ANALYST")) {
            refuse(analyst, sql, HIDDEN_OBJECT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into mart.orders select * from mart.orders",
                "update mart.orders set amount = 0",
                "delete from mart.orders",
                "truncate table mart.orders",
                "merge into mart.customers as t using (select customer_id from mart.orders) as s"
                        + " on t.customer_id = s.customer_id when matched then delete",
                "drop view mart.orders_enriched",
                "create table mart.mine (a varchar)"
            })
    void keepsTheAnalystFromWriting(String sql) throws SQLException {
        try (Connection analyst = as("SNOWLINE_ANALYST")) {
            refuse(analyst, sql, DENIED);
        }
    }

    @Test
    void givesTheAnalystWhatIsAddedToTheMartsLater() throws SQLException {
        try (Connection administrator = as("ACCOUNTADMIN");
                Connection analyst = as("SNOWLINE_ANALYST")) {
            run(
                    administrator,
                    "create table mart.later (a varchar)",
                    "create view mart.later_view as select count(*) as n from raw.orders",
                    "create or replace view mart.later_view as select count(*) as n from raw.customers",
                    "create table raw.later (a varchar)");

            run(analyst, "select * from mart.later", "select * from mart.later_view");
            refuse(analyst, "select * from raw.later", HIDDEN);
            run(administrator, "drop view mart.later_view", "drop table mart.later", "drop table raw.later");
        }
    }

    @Test
    void showsWhatARoleHolds() throws SQLException {
        try (Connection administrator = as("ACCOUNTADMIN")) {
            List<String> grants = rows(administrator, "show grants to role snowline_analyst");

            assertThat(grants)
                    .contains(
                            "SELECT TABLE SNOWLINE.MART.ORDERS",
                            "SELECT VIEW SNOWLINE.MART.ORDERS_ENRICHED",
                            "USAGE DATABASE SNOWLINE",
                            "USAGE SCHEMA SNOWLINE.MART",
                            "USAGE WAREHOUSE SNOWLINE")
                    .allMatch(grant -> grant.startsWith("SELECT ") || grant.startsWith("USAGE "))
                    .noneMatch(grant -> grant.contains("RAW") || grant.contains("CONTROL") || grant.contains("STAGE"));
            assertThat(rows(administrator, "show grants to role snowline_loader"))
                    .noneMatch(grant -> grant.startsWith("OWNERSHIP") || grant.startsWith("CREATE"));
        }
    }

    @Test
    void refusesARoleThatIsNotThere() {
        assertThatThrownBy(() -> as("NOBODY").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("NOBODY");
    }

    @Test
    void needsAWarehouseToRead() throws SQLException {
        Properties properties = stack.snowflake().properties();
        properties.setProperty("role", "SNOWLINE_LOADER");
        try (Connection loader = DriverManager.getConnection(stack.snowflake().jdbcUrl(), properties)) {
            refuse(loader, "select * from raw.orders", "57P03");
            run(loader, "select 1", "use warehouse snowline", "select * from raw.orders");
        }
    }

    private static Connection as(String role) throws SQLException {
        Properties properties = stack.snowflake().properties();
        properties.setProperty("role", role);
        properties.setProperty("warehouse", "SNOWLINE");
        return DriverManager.getConnection(stack.snowflake().jdbcUrl(), properties);
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static void refuse(Connection connection, String sql, String sqlState) {
        assertThatThrownBy(() -> run(connection, sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(sqlState));
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> grants = new ArrayList<>();
            while (rows.next()) {
                grants.add(rows.getString("privilege") + " " + rows.getString("granted_on") + " "
                        + rows.getString("name"));
            }
            return grants;
        }
    }
}
