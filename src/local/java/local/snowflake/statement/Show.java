package local.snowflake.statement;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** SHOW of what the catalog holds, with the first columns of Snowflake's answers. */
record Show(String duckSql) implements Statement {

    private static final String KEPT = ObjectName.DATABASE + ".LOCAL_CATALOG.OBJECTS";
    private static final String DATE = "now() as \"created_on\"";
    private static final Map<String, String> QUERIES = new TreeMap<>(Map.of(
            "TABLES",
                    "select " + DATE + ", TABLE_NAME as \"name\", TABLE_CATALOG as \"database_name\", TABLE_SCHEMA as"
                            + " \"schema_name\", 'TABLE' as \"kind\", coalesce(\"COMMENT\", '') as \"comment\", ROW_COUNT as \"rows\" from"
                            + " memory.main.information_schema_tables where TABLE_TYPE = 'BASE TABLE'",
            "VIEWS",
                    "select " + DATE + ", TABLE_NAME as \"name\", TABLE_CATALOG as \"database_name\", TABLE_SCHEMA as"
                            + " \"schema_name\", 'VIEW' as \"kind\", coalesce(\"COMMENT\", '') as \"comment\" from"
                            + " memory.main.information_schema_tables where TABLE_TYPE = 'VIEW'",
            "OBJECTS",
                    "select " + DATE + ", TABLE_NAME as \"name\", TABLE_CATALOG as \"database_name\", TABLE_SCHEMA as"
                            + " \"schema_name\", replace(TABLE_TYPE, 'BASE ', '') as \"kind\", coalesce(\"COMMENT\", '') as \"comment\" from"
                            + " memory.main.information_schema_tables where true",
            "SCHEMAS",
                    "select " + DATE + ", SCHEMA_NAME as \"name\", 'N' as \"is_default\", 'N' as \"is_current\","
                            + " CATALOG_NAME as \"database_name\", '' as \"comment\" from"
                            + " memory.main.information_schema_schemata where true",
            "DATABASES",
                    "select " + DATE + ", '" + ObjectName.DATABASE + "' as \"name\", '" + ObjectName.DATABASE
                            + "' as \"database_name\", '' as \"comment\" where true",
            "COLUMNS",
                    "select TABLE_NAME as \"table_name\", TABLE_SCHEMA as \"schema_name\", COLUMN_NAME as"
                            + " \"column_name\", json_object('type', case when DATA_TYPE = 'NUMBER' then 'FIXED' when"
                            + " DATA_TYPE = 'FLOAT' then 'REAL' else DATA_TYPE end, 'precision', NUMERIC_PRECISION,"
                            + " 'scale', coalesce(NUMERIC_SCALE, 0), 'length', 16777216, 'byteLength', 16777216,"
                            + " 'nullable', IS_NULLABLE = 'YES')::varchar as \"data_type\", IS_NULLABLE as \"null?\","
                            + " null as \"default\", 'COLUMN' as \"kind\", null as \"expression\", coalesce(\"COMMENT\", '') as \"comment\","
                            + " TABLE_CATALOG as \"database_name\", '' as \"autoincrement\" from"
                            + " memory.main.information_schema_columns where true",
            "STAGES", kept("STAGE"),
            "FILE FORMATS", kept("FILE_FORMAT")));

    private static String kept(String kind) {
        return "select CREATED_AT as \"created_on\", NAME as \"name\", '" + ObjectName.DATABASE
                + "' as \"database_name\", SCHEMA_NAME as \"schema_name\", OPTIONS as \"options\" from " + KEPT
                + " where KIND = '" + kind + "'";
    }

    static Statement read(Phrase phrase) throws SqlFailure {
        Optional<Statement> account = ShowAccount.read(phrase);
        if (account.isPresent()) {
            return account.get();
        }
        phrase.accept("TERSE");
        String kind = phrase.name();
        if (kind.equals("FILE")) {
            phrase.expect("FORMATS");
            kind = "FILE FORMATS";
        }
        if (kind.equals("PARAMETERS")) {
            return Parameters.read(phrase);
        }
        if (kind.equals("LOCKS")) {
            return ShowLocks.read(phrase);
        }
        String query = QUERIES.get(kind);
        if (query == null) {
            throw SqlFailure.unsupported("SHOW " + kind);
        }
        StringBuilder sql = new StringBuilder("select * from (").append(query).append(") where true");
        if (phrase.accept("LIKE")) {
            String column = kind.equals("COLUMNS") ? "column_name" : "name";
            sql.append(" and \"")
                    .append(column)
                    .append("\" ilike ")
                    .append(Token.literal(phrase.string()))
                    .append(" escape '\\'");
        }
        if (phrase.accept("IN")) {
            sql.append(within(phrase, kind));
        }
        phrase.expectEnd();
        return new Show(sql.toString());
    }

    private static String within(Phrase phrase, String kind) throws SqlFailure {
        if (phrase.accept("ACCOUNT")) {
            return "";
        }
        boolean database = phrase.accept("DATABASE");
        boolean table = !database && (phrase.accept("TABLE") || phrase.accept("VIEW"));
        phrase.accept("SCHEMA");
        if (database && phrase.isAtEnd()) {
            return "";
        }
        ObjectName name = ObjectName.read(phrase);
        if (database || (kind.equals("SCHEMAS") && name.schema().isEmpty())) {
            return name.name().equals(ObjectName.DATABASE) ? "" : " and false";
        }
        if (table) {
            String schema = name.schema().isEmpty() ? "" : " and \"schema_name\" = " + Token.literal(name.schema());
            return schema + " and \"table_name\" = " + Token.literal(name.name());
        }
        return " and \"schema_name\" = " + Token.literal(name.name());
    }

    @Override
    public StatementType type() {
        return StatementType.SHOW;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) throws SqlFailure {
        return work.query(type(), duckSql);
    }

    @Override
    public Result describe(Work work) throws SqlFailure {
        return work.describe(type(), duckSql);
    }
}
