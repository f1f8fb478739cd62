package local.snowflake.statement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import local.snowflake.dialect.CopyTransformation;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Token.Kind;
import local.snowflake.dialect.Translator;
import local.snowflake.statement.CopyOptions.OnError;
import local.snowflake.storage.LoadMemory;
import local.snowflake.storage.LoadReport;
import local.snowflake.storage.StageLoader;
import local.snowflake.storage.StagedFile;

/**
 * COPY INTO a table, from a stage or from a SELECT over one. The files are read into a temporary table and from there, in
 * the transaction of the session, into the target together with the memory of what was loaded.
 */
record CopyIntoTable(ObjectName table, List<Token> columns, List<Token> select, String stage, CopyOptions options)
        implements Statement {

    private static final List<Column> REPORT = List.of(
            Column.text("file"),
            Column.text("status"),
            Column.fixed("rows_parsed"),
            Column.fixed("rows_loaded"),
            Column.fixed("error_limit"),
            Column.fixed("errors_seen"),
            Column.text("first_error"),
            Column.fixed("first_error_line"),
            Column.fixed("first_error_character"),
            Column.text("first_error_column_name"));

    static Statement read(Phrase phrase) throws SqlFailure {
        ObjectName table = ObjectName.read(phrase);
        List<Token> columns = phrase.peek().is("(") ? phrase.parenthesised() : List.of();
        phrase.expect("FROM");
        List<Token> select = phrase.peek().is("(") ? phrase.parenthesised() : List.of();
        List<Token> stages = (select.isEmpty() ? List.of(phrase.next()) : select)
                .stream().filter(token -> token.kind() == Kind.STAGE).toList();
        if (stages.size() != 1) {
            throw SqlFailure.unsupported("COPY INTO a table from anything but one stage");
        }
        if (!select.isEmpty()) {
            CopyTransformation.check(select);
        }
        CopyOptions options = CopyOptions.of(phrase.options());
        return new CopyIntoTable(table, columns, select, stages.get(0).text(), options);
    }

    @Override
    public StatementType type() {
        return StatementType.COPY;
    }

    @Override
    public Effect effect() {
        return Effect.ADD;
    }

    @Override
    public List<ObjectName> targets() {
        return List.of(table);
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        ObjectName target = table.in(work.schema());
        StageScan scan = StageScan.of(work, stage);
        List<StagedFile> files = new ArrayList<>(
                options.files() == null ? scan.list(work, options.pattern()) : scan.find(work, options.files()));
        if (!options.force()) {
            files.removeIf(LoadMemory.of(work.connection(), target)::contains);
        }
        int width = select.isEmpty() ? width(work, target) : Translator.positions(select);
        Loaded loaded = work.load(
                new StageLoader(work.buckets(), scan.format(work, options.format()), width, work.startedAt()),
                width,
                files);
        List<LoadReport> failed =
                loaded.reports().stream().filter(report -> report.errors() > 0).toList();
        if (!failed.isEmpty() && options.onError() == OnError.ABORT_STATEMENT) {
            throw StageScan.failure(failed.get(0));
        }
        if (options.onError() == OnError.SKIP_FILE) {
            for (LoadReport report : failed) {
                work.execute(loaded.rows().removal(loaded.reports().indexOf(report)));
            }
        }
        insert(work, target, loaded.rows().relation(), width);
        List<LoadReport> stored = loaded.reports().stream()
                .filter(report -> loaded(report) > 0 || report.parsed() == 0)
                .toList();
        work.execute(LoadMemory.statement(
                target, stored.stream().map(LoadReport::file).toList()));
        return loaded.reports().isEmpty()
                ? Result.status(type(), "Copy executed with 0 files processed.")
                : new Result(
                        type(), REPORT, loaded.reports().stream().map(this::row).toList());
    }

    private void insert(Work work, ObjectName target, String source, int width) throws SqlFailure {
        List<Token> query = new ArrayList<>(select);
        query.replaceAll(token -> token.kind() == Kind.STAGE ? Token.raw(source) : token);
        String positions = IntStream.rangeClosed(1, width)
                .mapToObj(position -> "\"$" + position + '"')
                .collect(Collectors.joining(", "));
        String from = select.isEmpty() ? "SELECT " + positions + " FROM " + source : work.translate(query);
        String names = columns.isEmpty() ? "" : " (" + work.translate(columns) + ")";
        work.update("INSERT INTO " + target.sql() + names + " " + from);
    }

    private int width(Work work, ObjectName target) throws SqlFailure {
        return columns.isEmpty()
                ? work.describe(StatementType.SELECT, "SELECT * FROM " + target.sql())
                        .columns()
                        .size()
                : Phrase.split(columns).size();
    }

    private long loaded(LoadReport report) {
        return options.onError() == OnError.SKIP_FILE && report.errors() > 0 ? 0 : report.sound();
    }

    private List<String> row(LoadReport report) {
        long rows = loaded(report);
        boolean failed = report.errors() > 0;
        String status = !failed ? "LOADED" : rows > 0 ? "PARTIALLY_LOADED" : "LOAD_FAILED";
        List<String> row = new ArrayList<>(List.of(report.file().key(), status));
        row.add(Long.toString(report.parsed()));
        row.add(Long.toString(rows));
        row.add(Long.toString(options.onError() == OnError.CONTINUE ? Math.max(report.parsed(), 1) : 1));
        row.add(Long.toString(report.errors()));
        row.add(report.firstError());
        row.add(failed ? Long.toString(report.firstLine()) : null);
        row.add(failed ? Integer.toString(report.firstCharacter()) : null);
        row.add(failed ? "\"" + table.name() + "\"[\"$" + report.firstColumn() + "\"]" : null);
        return row;
    }
}
