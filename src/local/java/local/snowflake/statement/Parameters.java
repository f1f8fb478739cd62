package local.snowflake.statement;

import java.util.List;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;

/** SHOW PARAMETERS of the session. */
record Parameters(String like) implements Statement {

    static Statement read(Phrase phrase) throws SqlFailure {
        String like = phrase.accept("LIKE") ? phrase.string() : "%";
        phrase.accept("IN", "SESSION");
        phrase.expectEnd();
        return new Parameters(like);
    }

    @Override
    public StatementType type() {
        return StatementType.SHOW;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) {
        String pattern = ("(?i)\\Q" + like.replace("%", "\\E.*\\Q") + "\\E");
        return new Result(
                type(),
                List.of(Column.text("key"), Column.text("value")),
                work.parameters().entrySet().stream()
                        .filter(parameter -> parameter.getKey().matches(pattern))
                        .map(parameter -> List.of(parameter.getKey(), parameter.getValue()))
                        .toList());
    }
}
