package local.snowflake.dialect;

/** A statement that failed, in the shape Snowflake gives its errors: code, SQLSTATE, message. */
public final class SqlFailure extends Exception {

    private final String code;
    private final String sqlState;

    /**
     * @param code six digits, as the driver expects them
     * @param sqlState five characters
     */
    public SqlFailure(String code, String sqlState, String message) {
        super(message);
        this.code = code;
        this.sqlState = sqlState;
    }

    /** Snowflake's error code, six digits. */
    public String code() {
        return code;
    }

    /** The SQLSTATE, five characters. */
    public String sqlState() {
        return sqlState;
    }

    /** What Snowflake has and this server has not: a statement, an option, a clause. */
    public static SqlFailure unsupported(String feature) {
        return new SqlFailure("000002", "0A000", "Unsupported feature '" + feature + "'.");
    }

    /** A statement that cannot be read. */
    public static SqlFailure syntax(String near) {
        return new SqlFailure("001003", "42000", "SQL compilation error:\nsyntax error: unexpected '" + near + "'.");
    }

    /** A function that is in neither list; {@code docs/local-snowflake.md} tells how to add one. */
    public static SqlFailure unknownFunction(String name) {
        return new SqlFailure("002140", "42601", "SQL compilation error:\nUnknown function " + name);
    }

    /** An object that is not there. */
    public static SqlFailure notFound(String kind, String name) {
        return new SqlFailure(
                "002003",
                "02000",
                "SQL compilation error:\n" + kind + " '" + name + "' does not exist or not authorized.");
    }

    /** An option whose value cannot be used. */
    public static SqlFailure invalid(String option, String value) {
        return new SqlFailure(
                "001008",
                "22023",
                "SQL compilation error:\ninvalid value [" + value + "] for parameter '" + option + "'");
    }
}
