package local.snowflake.statement;

import java.util.List;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/** SELECT, with or without CTEs. */
record Query(List<Token> tokens) implements Statement {

    @Override
    public StatementType type() {
        return StatementType.SELECT;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) throws SqlFailure {
        return work.query(type(), work.translate(tokens));
    }

    @Override
    public Result describe(Work work) throws SqlFailure {
        return work.describe(type(), work.translate(tokens));
    }
}
