package local.snowflake.statement;

import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token.Kind;

/** LIST: the objects of a stage. */
record ListStage(String stage, String pattern) implements Statement {

    static Statement read(Phrase phrase) throws SqlFailure {
        if (phrase.peek().kind() != Kind.STAGE) {
            throw SqlFailure.syntax(phrase.peek().text());
        }
        String stage = phrase.next().text();
        String pattern = null;
        if (phrase.accept("PATTERN")) {
            phrase.expect("=");
            pattern = phrase.string();
        }
        phrase.expectEnd();
        return new ListStage(stage, pattern);
    }

    @Override
    public StatementType type() {
        return StatementType.LIST;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        List<Column> columns =
                List.of(Column.text("name"), Column.fixed("size"), Column.text("md5"), Column.text("last_modified"));
        return new Result(
                type(),
                columns,
                StageScan.of(work, stage).list(work, pattern).stream()
                        .map(file -> List.of(
                                "s3://" + file.bucket() + "/" + file.key(),
                                Long.toString(file.size()),
                                file.etag(),
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        file.modified().atOffset(ZoneOffset.UTC))))
                        .toList());
    }
}
