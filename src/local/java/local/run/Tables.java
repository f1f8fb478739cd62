package local.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Looks at the tables through the driver, as any user would. */
public final class Tables {
    private final DataSource warehouse;

    /** Looks through this pool. */
    public Tables(DataSource warehouse) {
        this.warehouse = warehouse;
    }

    /** The first cell of the first row. */
    public long number(String query) throws SQLException {
        return Long.parseLong(rows(query).get(0).get(0));
    }

    /** Rows of text cells; null for NULL. */
    public List<List<String>> rows(String query) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        forEach(query, rows::add);
        return rows;
    }

    /** As {@link #rows}, one at a time. */
    void forEach(String query, Consumer<List<String>> reader) throws SQLException {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getString(column));
                }
                reader.accept(row);
            }
        }
    }
}
