package local.snowflake.storage;

import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/**
 * The two temporary tables that staged files are read into: their rows, as text columns {@code $1, $2, …}, and what
 * METADATA says of each file, once.
 *
 * @param rows the quoted name of the table of rows
 * @param files the quoted name of the table of files
 * @param columns how many positional columns there are
 */
public record StagedRows(String rows, String files, int columns) {

    /** The widest line a statement may ask for, in columns. */
    private static final int MAX_COLUMNS = 2000;

    /** The statement that makes the table of rows. */
    public static String rowsDefinition(String table, int columns) throws SqlFailure {
        if (columns > MAX_COLUMNS) {
            throw SqlFailure.invalid("column position", "$" + columns);
        }
        StringBuilder sql = new StringBuilder("create temp table " + Token.quote(table) + " (");
        for (int i = 1; i <= columns; i++) {
            sql.append("\"$").append(i).append("\" varchar, ");
        }
        return sql.append("file integer, line bigint)").toString();
    }

    /** The statement that makes the table of files. */
    public static String filesDefinition(String table) {
        return "create temp table " + Token.quote(table)
                + " (file integer, name varchar, etag varchar, modified timestamp, scanned timestamptz)";
    }

    /** Both tables as one relation with the names Snowflake gives the columns. */
    public String relation() {
        StringBuilder sql = new StringBuilder("(select ");
        for (int i = 1; i <= columns; i++) {
            sql.append("r.\"$").append(i).append("\", ");
        }
        return sql.append("f.name as \"METADATA$FILENAME\", r.line::decimal(18, 0) as \"METADATA$FILE_ROW_NUMBER\",")
                .append(" f.etag as \"METADATA$FILE_CONTENT_KEY\", f.modified as \"METADATA$FILE_LAST_MODIFIED\",")
                .append(" f.scanned as \"METADATA$START_SCAN_TIME\" from ")
                .append(rows)
                .append(" as r inner join ")
                .append(files)
                .append(" as f on r.file = f.file)")
                .toString();
    }

    /** The statement that forgets the rows of a file. */
    public String removal(int file) {
        return "delete from " + rows + " where file = " + file;
    }
}
