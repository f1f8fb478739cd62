package local.snowflake.statement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** COPY INTO a stage: one Parquet file, or none where there are no rows. */
record CopyIntoStage(String stage, List<Token> query, boolean detailed) implements Statement {

    private static final Set<String> KNOWN =
            Set.of("FILE_FORMAT", "HEADER", "DETAILED_OUTPUT", "SINGLE", "OVERWRITE", "MAX_FILE_SIZE");

    static Statement read(Phrase phrase) throws SqlFailure {
        String stage = phrase.next().text();
        phrase.expect("FROM");
        List<Token> query = phrase.peek().is("(")
                ? phrase.parenthesised()
                : List.of(Token.raw("SELECT * FROM " + ObjectName.read(phrase).sql()));
        Map<String, List<Token>> options = phrase.options();
        for (String name : options.keySet()) {
            if (!KNOWN.contains(name)) {
                throw SqlFailure.unsupported("COPY option " + name);
            }
        }
        Map<String, List<Token>> format = new Phrase(options.getOrDefault("FILE_FORMAT", List.of())).options();
        boolean parquet = format.size() == 1
                && format.getOrDefault("TYPE", List.of()).stream()
                        .allMatch(token -> token.text().equalsIgnoreCase("PARQUET"));
        if (!parquet) {
            throw SqlFailure.unsupported("unloading in any format but (TYPE = PARQUET)");
        }
        if (!CopyOptions.flag(options, "HEADER")) {
            throw SqlFailure.unsupported("unloading Parquet with HEADER = FALSE");
        }
        if (CopyOptions.flag(options, "SINGLE")) {
            throw SqlFailure.unsupported("COPY option SINGLE = TRUE");
        }
        return new CopyIntoStage(stage, query, CopyOptions.flag(options, "DETAILED_OUTPUT"));
    }

    @Override
    public StatementType type() {
        return StatementType.UNLOAD;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        StageScan scan = StageScan.of(work, stage);
        String sql = work.translate(query);
        Path file = null;
        try {
            file = Files.createTempFile(work.unloads(), "unload", ".parquet");
            long rows = work.update("COPY (" + sql + ") TO " + Token.literal(file.toString()) + " (FORMAT parquet)");
            String separator = scan.prefix().isEmpty() || scan.prefix().endsWith("/") ? "" : "_";
            String key = scan.prefix() + separator + "data_" + work.queryId() + "_0_0_0.snappy.parquet";
            long bytes = rows == 0 ? 0 : Files.size(file);
            if (rows > 0) {
                work.buckets().put(scan.bucket(), key, file);
            }
            return answer(key.substring(scan.root().length()), bytes, rows);
        } catch (IOException e) {
            throw new SqlFailure("000603", "XX000", "The file to unload cannot be written: " + e.getMessage());
        } finally {
            if (file != null) {
                file.toFile().delete();
            }
        }
    }

    private Result answer(String name, long bytes, long rows) {
        if (detailed) {
            return new Result(
                    type(),
                    List.of(Column.text("FILE_NAME"), Column.fixed("FILE_SIZE"), Column.fixed("ROW_COUNT")),
                    rows == 0 ? List.of() : List.of(List.of(name, Long.toString(bytes), Long.toString(rows))));
        }
        return new Result(
                type(),
                List.of(Column.fixed("rows_unloaded"), Column.fixed("input_bytes"), Column.fixed("output_bytes")),
                List.of(List.of(Long.toString(rows), Long.toString(bytes), Long.toString(bytes))));
    }
}
