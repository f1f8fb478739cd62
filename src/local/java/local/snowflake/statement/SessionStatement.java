package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/**
 * ALTER SESSION, USE, and the statements that begin and end a transaction.
 *
 * @param endsTransaction whether the statement is allowed in a transaction that was lost
 */
public record SessionStatement(StatementType type, boolean endsTransaction, Action action) implements Statement {

    private static final String DONE = "Statement executed successfully.";

    /** What the statement does. */
    @FunctionalInterface
    public interface Action {
        void run(Work work) throws SqlFailure, SQLException;
    }

    static Statement alter(Phrase phrase) throws SqlFailure {
        if (phrase.accept("SET")) {
            Map<String, List<Token>> options = phrase.options();
            return new SessionStatement(StatementType.ALTER_SESSION, false, work -> {
                for (Map.Entry<String, List<Token>> option : options.entrySet()) {
                    work.set(option.getKey(), option.getValue().get(0).text());
                }
            });
        }
        phrase.expect("UNSET");
        List<List<Token>> names = Phrase.split(phrase.rest());
        return new SessionStatement(StatementType.ALTER_SESSION, false, work -> {
            for (List<Token> name : names) {
                work.set(name.get(0).name(), null);
            }
        });
    }

    static Statement use(Phrase phrase) throws SqlFailure {
        boolean database = phrase.accept("DATABASE");
        boolean warehouse = !database && phrase.accept("WAREHOUSE");
        boolean role = !database && !warehouse && phrase.accept("ROLE");
        boolean schema = !database && !warehouse && !role && phrase.accept("SCHEMA");
        ObjectName name = ObjectName.read(phrase);
        phrase.expectEnd();
        return new SessionStatement(StatementType.USE, false, work -> {
            if (warehouse) {
                work.access().takeWarehouse(work.connection(), work.identity(), name.name());
            } else if (role) {
                work.access().takeRole(work.connection(), work.identity(), name.name());
            } else if (!schema && name.schema().isEmpty()) {
                if (!name.name().equals(ObjectName.DATABASE)) {
                    throw SqlFailure.notFound("Database", name.name());
                }
                work.access().takeDatabase(work.connection(), work.identity());
            } else {
                work.use(name);
            }
        });
    }

    static Statement begin(Phrase phrase) throws SqlFailure {
        if (!phrase.accept("WORK")) {
            phrase.accept("TRANSACTION");
        }
        if (phrase.accept("NAME")) {
            phrase.name();
        }
        phrase.expectEnd();
        return new SessionStatement(StatementType.TRANSACTION, false, Work::begin);
    }

    static Statement commit(Phrase phrase) throws SqlFailure {
        phrase.accept("WORK");
        phrase.expectEnd();
        return new SessionStatement(StatementType.TRANSACTION, true, Work::commit);
    }

    static Statement rollback(Phrase phrase) throws SqlFailure {
        phrase.accept("WORK");
        phrase.expectEnd();
        return new SessionStatement(StatementType.TRANSACTION, true, Work::rollback);
    }

    @Override
    public Effect effect() {
        return Effect.SESSION;
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        action.run(work);
        return Result.status(type, DONE);
    }
}
