package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Token.Kind;

/**
 * SELECT SYSTEM$ABORT_TRANSACTION with a literal:
 * https://docs.snowflake.com/en/sql-reference/functions/system_abort_transaction.
 */
record AbortTransaction(long transaction) implements Statement {
    private static final String FUNCTION = "SYSTEM$ABORT_TRANSACTION";
    private static final int TOKENS = 5;

    static boolean isOne(List<Token> tokens) {
        return tokens.size() > 1 && tokens.get(0).is("SELECT") && tokens.get(1).is(FUNCTION);
    }

    /** Reads all of the statement. */
    static Statement read(List<Token> tokens) throws SqlFailure {
        boolean isCall = tokens.size() == TOKENS
                && tokens.get(2).is("(")
                && tokens.get(3).kind() == Kind.NUMBER
                && tokens.get(4).is(")");
        if (!isCall) {
            throw SqlFailure.unsupported(FUNCTION + " with anything but one number");
        }
        return new AbortTransaction(Long.parseLong(tokens.get(3).text()));
    }

    @Override
    public StatementType type() {
        return StatementType.SELECT;
    }

    @Override
    public Effect effect() {
        return Effect.READ;
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        String answer = work.abort(transaction)
                ? "Aborted transaction id: " + transaction
                : "Transaction id: " + transaction + " is not running";
        return new Result(type(), List.of(Column.text(FUNCTION + "(" + transaction + ")")), List.of(List.of(answer)));
    }
}
