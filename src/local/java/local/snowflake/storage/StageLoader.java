package local.snowflake.storage;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import local.snowflake.dialect.SqlFailure;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Reads staged files into the tables of {@link StagedRows}. Runs on the thread that owns the connection. */
public final class StageLoader {

    private final Buckets buckets;
    private final FileFormat format;
    private final int columns;
    private final Instant started;

    /**
     * @param columns how many positional columns a row gets
     * @param started what METADATA$START_SCAN_TIME says
     */
    public StageLoader(Buckets buckets, FileFormat format, int columns, Instant started) {
        this.buckets = buckets;
        this.format = format;
        this.columns = columns;
        this.started = started;
    }

    /**
     * Appends the files and their sound rows.
     *
     * @param rows the name of the table of rows
     * @param names the name of the table of files
     * @return a report for each file, in the order of their numbers from 0
     * @throws SqlFailure if a file cannot be read, which ends the statement whatever ON_ERROR says
     */
    public List<LoadReport> load(DuckDBConnection connection, String rows, String names, List<StagedFile> files)
            throws SQLException, SqlFailure {
        describe(connection, names, files);
        List<LoadReport> reports = new ArrayList<>();
        try (DuckDBAppender appender = connection.createAppender("temp", "main", rows)) {
            for (StagedFile file : files) {
                try (InputStream in = buckets.open(file, format.gzip())) {
                    LineReader lines = new LineReader(in, format.replaceInvalid());
                    reports.add(load(appender, reports.size(), file, lines));
                } catch (IOException e) {
                    throw Buckets.unreadable(file, e);
                }
            }
        }
        return reports;
    }

    private void describe(DuckDBConnection connection, String names, List<StagedFile> files) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("temp", "main", names)) {
            for (int i = 0; i < files.size(); i++) {
                StagedFile file = files.get(i);
                appender.beginRow();
                appender.append(i);
                appender.append(file.key());
                appender.append(file.etag());
                appender.append(LocalDateTime.ofInstant(file.modified(), ZoneOffset.UTC));
                appender.append(started.atOffset(ZoneOffset.UTC));
                appender.endRow();
            }
        }
    }

    private LoadReport load(DuckDBAppender appender, int number, StagedFile file, LineReader lines)
            throws IOException, SQLException {
        FieldSplitter splitter = new FieldSplitter(format);
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
            appender.append(number);
            appender.append(row);
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
