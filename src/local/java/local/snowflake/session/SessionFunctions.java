package local.snowflake.session;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Token;

/** Functions whose value depends on the session or on when the statement began. Stateless. */
final class SessionFunctions {

    private SessionFunctions() {}

    /**
     * DuckDB's text for a function without arguments; null where it is none of these.
     *
     * @param view whether the text outlives the statement, so that the time must be asked for again
     */
    static String value(String function, Session session, Instant startedAt, boolean view) {
        // DuckDB keeps microseconds.
        LocalDateTime utc = LocalDateTime.ofInstant(startedAt, ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        String now = view ? "now()" : "TIMESTAMPTZ '" + utc + "Z'";
        return switch (function) {
            case "SYSDATE" -> view ? "timezone('UTC', now())" : "TIMESTAMP '" + utc + "'";
            case "CURRENT_TIMESTAMP", "GETDATE", "SYSTIMESTAMP", "LOCALTIMESTAMP" -> now;
            case "CURRENT_DATE" -> "(" + now + ")::DATE";
            case "CURRENT_TIME" -> "(" + now + ")::TIMESTAMP::TIME";
            case "CURRENT_DATABASE" -> Token.literal(ObjectName.DATABASE);
            case "CURRENT_SCHEMA" -> Token.literal(session.schema());
            case "CURRENT_USER" -> Token.literal(session.user());
            case "CURRENT_ROLE" -> Token.literal(session.identity().role());
            case "CURRENT_WAREHOUSE" ->
                session.identity().warehouse() == null
                        ? "cast(null as varchar)"
                        : Token.literal(session.identity().warehouse());
            case "CURRENT_ACCOUNT", "CURRENT_REGION" -> "'LOCAL'";
            case "CURRENT_VERSION" -> "'9.0.0 local'";
            case "CURRENT_SESSION" -> Token.literal(Long.toString(session.id()));
            case "LAST_QUERY_ID" -> Token.literal(session.results().lastId());
            default -> null;
        };
    }
}
