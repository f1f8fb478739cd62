package local.snowflake.storage;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import local.snowflake.dialect.SqlFailure;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Reads staged files into a temporary table of text columns {@code $1, $2, …} and the columns of METADATA. Runs on the
 * thread that owns the connection.
 */
public final class StageLoader {

    /** The widest line a statement may ask for, in columns. */
    public static final int MAX_COLUMNS = 2000;

    private final Buckets buckets;
    private final FileFormat format;
    private final int columns;
    private final Instant started;

    /**
     * @param columns how many positional columns the table gets
     * @param started what METADATA$START_SCAN_TIME says
     */
    public StageLoader(Buckets buckets, FileFormat format, int columns, Instant started) {
        this.buckets = buckets;
        this.format = format;
        this.columns = columns;
        this.started = started;
    }

    /** The statement that makes the table. */
    public static String definition(String table, int columns) throws SqlFailure {
        if (columns > MAX_COLUMNS) {
            throw SqlFailure.invalid("column position", "$" + columns);
        }
        StringBuilder sql =
                new StringBuilder("create temp table \"").append(table).append("\" (");
        for (int i = 1; i <= columns; i++) {
            sql.append("\"$").append(i).append("\" varchar, ");
        }
        return sql.append("\"METADATA$FILENAME\" varchar, \"METADATA$FILE_ROW_NUMBER\" decimal(18, 0), ")
                .append("\"METADATA$FILE_CONTENT_KEY\" varchar, \"METADATA$FILE_LAST_MODIFIED\" timestamp, ")
                .append("\"METADATA$START_SCAN_TIME\" timestamptz)")
                .toString();
    }

    /**
     * Appends the sound rows of the files to the table.
     *
     * @return a report for each file
     * @throws SqlFailure if a file cannot be read, which ends the statement whatever ON_ERROR says
     */
    public List<LoadReport> load(DuckDBConnection connection, String table, List<StagedFile> files)
            throws SQLException, SqlFailure {
        List<LoadReport> reports = new ArrayList<>();
        try (DuckDBAppender appender = connection.createAppender("temp", "main", table)) {
            for (StagedFile file : files) {
                try (InputStream in = buckets.open(file, format.gzip())) {
                    reports.add(load(appender, file, new LineReader(in, format.replaceInvalid())));
                } catch (IOException e) {
                    throw Buckets.unreadable(file, e);
                }
            }
        }
        return reports;
    }

    private LoadReport load(DuckDBAppender appender, StagedFile file, LineReader lines)
            throws IOException, SQLException {
        FieldSplitter splitter = new FieldSplitter(format);
        LocalDateTime modified = LocalDateTime.ofInstant(file.modified(), ZoneOffset.UTC);
        OffsetDateTime scanned = started.atOffset(ZoneOffset.UTC);
        LoadReport report = new LoadReport(file, 0, 0, null, 0, 0, 0);
        long parsed = 0;
        long row = 0;
        while (lines.next()) {
            row++;
            boolean blank =
                    format.skipBlank() && lines.isValid() && lines.line().isEmpty();
            if (row <= format.skipHeader() || blank) {
                continue;
            }
            parsed++;
            boolean sound = lines.isValid() && splitter.split(lines.line());
            if (!sound) {
                report = failed(report, row, lines.isValid() ? splitter : null);
                continue;
            }
            appender.beginRow();
            for (int i = 0; i < columns; i++) {
                appender.append(splitter.field(i));
            }
            appender.append(file.key());
            appender.appendDecimal(row);
            appender.append(file.etag());
            appender.append(modified);
            appender.append(scanned);
            appender.endRow();
        }
        return new LoadReport(
                file,
                parsed,
                report.errors(),
                report.firstError(),
                report.firstLine(),
                report.firstCharacter(),
                report.firstColumn());
    }

    private static LoadReport failed(LoadReport report, long row, FieldSplitter splitter) {
        if (report.errors() > 0) {
            return new LoadReport(
                    report.file(),
                    0,
                    report.errors() + 1,
                    report.firstError(),
                    report.firstLine(),
                    report.firstCharacter(),
                    report.firstColumn());
        }
        String reason = splitter == null ? "Invalid UTF8 detected in string" : splitter.error();
        int character = splitter == null ? 1 : splitter.errorCharacter();
        int column = splitter == null ? 1 : splitter.fields().size() + 1;
        return new LoadReport(report.file(), 0, 1, reason, row, character, column);
    }
}
