package bench.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The least there is to do: DuckDB alone reads the same packed files from disk into a table of text on disk. A machine
 * that is faster is so for both.
 */
final class Reference implements AutoCloseable {
    private final Path dir;
    private final Connection connection;

    Reference(Path dir) throws IOException, SQLException {
        this.dir = Files.createDirectories(dir);
        connection = DriverManager.getConnection("jdbc:duckdb:" + dir.resolve("reference.duckdb"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table orders (a varchar, b varchar, c varchar, d varchar, e varchar, f varchar,"
                    + " g varchar)");
        }
    }

    /** Seconds to add these files to the table. */
    double load(List<byte[]> objects) throws IOException, SQLException {
        List<String> names = new ArrayList<>();
        for (byte[] object : objects) {
            Path file = Files.createTempFile(dir, "orders", ".csv.gz");
            Files.write(file, object);
            names.add("'" + file + "'");
        }
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into orders select * from read_csv([" + String.join(", ", names)
                    + "], header = false, all_varchar = true, delim = ',', quote = '\"', escape = '\"', columns = {"
                    + "abcdefg"
                            .chars()
                            .mapToObj(c -> "'" + (char) c + "': 'varchar'")
                            .collect(Collectors.joining(", "))
                    + "})");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
