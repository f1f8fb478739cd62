package routes.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks the warehouse, and changes nothing in it. Each caller brings its own connection. */
final class Account {
    private Account() {}

    /** The rows of a query, cells as text by the names of columns in lower case. */
    static List<Map<String, String>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData about = rows.getMetaData();
            List<Map<String, String>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 1; column <= about.getColumnCount(); column++) {
                    row.put(about.getColumnLabel(column).toLowerCase(Locale.ROOT), rows.getString(column));
                }
                all.add(row);
            }
            return all;
        }
    }

    /** What an error of Snowflake's says, without the line breaks and the number of the query. */
    static String message(SQLException e) {
        return e.getErrorCode() + ", "
                + String.valueOf(e.getMessage()).replaceAll("\\s+", " ").trim();
    }

    /** Whether something is not there or may not be seen, which Snowflake does not tell apart. */
    static boolean isMissing(SQLException e) {
        return e.getErrorCode() == 2003 || e.getErrorCode() == 2043;
    }

    /** Whether a privilege is lacking. */
    static boolean isDenied(SQLException e) {
        return e.getErrorCode() == 3001;
    }
}
