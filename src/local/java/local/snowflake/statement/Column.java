package local.snowflake.statement;

/**
 * A column of a result as the driver is told about it.
 *
 * @param type FIXED, TEXT, BOOLEAN, REAL, DATE, TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, VARIANT or BINARY
 * @param precision digits of FIXED, else 0
 * @param scale digits after the point of FIXED, digits of the second of times, else 0
 */
public record Column(String name, String type, int precision, int scale) {

    /** The longest VARCHAR, in characters. */
    public static final int MAX_LENGTH = 16_777_216;

    public static Column text(String name) {
        return new Column(name, "TEXT", 0, 0);
    }

    public static Column fixed(String name) {
        return new Column(name, "FIXED", 38, 0);
    }
}
