package local.snowflake.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import local.snowflake.access.Access;
import local.snowflake.dialect.DuckErrors;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.dialect.Tokenizer;
import local.snowflake.statement.Result;
import local.snowflake.statement.Router;
import local.snowflake.statement.SessionStatement;
import local.snowflake.statement.Statement;
import local.snowflake.statement.Statement.Effect;

/**
 * Runs requests and decides what each means for the transaction: what locks it takes first, what it ends, what its failure
 * costs. Runs on the session's thread; {@link #cancel} may come from any.
 */
final class Runner {

    private static final String CATALOG_LOCK = "(catalog)";

    private final Session session;
    private final Transaction transaction;
    private final Access access;
    private volatile Execution current;
    private volatile Thread running;
    private volatile long idleSince = System.nanoTime();

    Runner(Session session, Transaction transaction) {
        this.session = session;
        this.transaction = transaction;
        this.access = session.shared().access();
    }

    /** Ends the statement that runs. */
    void cancel() throws SQLException {
        Execution execution = current;
        Thread thread = running;
        if (execution != null) {
            execution.cancel();
        }
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether nothing has run for so long. */
    boolean isIdleFor(Duration time) {
        return running == null && System.nanoTime() - idleSince > time.toNanos();
    }

    /** Runs a request; never throws. */
    Reply run(String queryId, Request request) {
        running = Thread.currentThread();
        try {
            session.shared().listener().accept(request.sql());
            session.shared().faults().before(request.sql());
            Result result =
                    request.binds().size() > 1 ? runBatch(queryId, request) : runOne(queryId, request, only(request));
            session.results().add(queryId, result);
            return new Reply(queryId, result, null, request.describe() ? variables(request.sql()) : 0);
        } catch (SqlFailure e) {
            if (transaction.isOpen() && session.isTrue("TRANSACTION_ABORT_ON_ERROR") && !transaction.isLost()) {
                transaction.lose();
            }
            return Reply.of(queryId, e);
        } catch (RuntimeException e) {
            if (transaction.isOpen()) {
                transaction.lose();
            } else {
                transaction.rollback();
            }
            return Reply.of(queryId, new SqlFailure("000603", "XX000", "The local server failed: " + e));
        } finally {
            running = null;
            current = null;
            idleSince = System.nanoTime();
            // A cancellation that came too late must not hit the next statement.
            Thread.interrupted();
        }
    }

    private static int variables(String sql) throws SqlFailure {
        return (int) Tokenizer.tokenize(sql).stream()
                .filter(token -> token.kind() == Token.Kind.BIND)
                .count();
    }

    private static List<Request.Variable> only(Request request) {
        return request.binds().isEmpty() ? List.of() : request.binds().get(0);
    }

    /** A batch is one statement: all of its rows or none. */
    private Result runBatch(String queryId, Request request) throws SqlFailure {
        boolean alone = !transaction.isOpen() && session.isTrue("AUTOCOMMIT");
        if (alone) {
            transaction.start();
        }
        List<Result> done = new ArrayList<>();
        boolean ok = false;
        try {
            for (List<Request.Variable> variables : request.binds()) {
                done.add(runOne(queryId, request, variables));
            }
            if (alone) {
                transaction.commit();
            }
            ok = true;
            return Batches.sum(done);
        } finally {
            if (!ok && alone) {
                transaction.rollback();
            } else if (!ok && !done.isEmpty()) {
                transaction.lose();
            }
        }
    }

    private Result runOne(String queryId, Request request, List<Request.Variable> variables) throws SqlFailure {
        Statement statement = Router.read(request.sql());
        List<Bind> binds = new ArrayList<>();
        for (Request.Variable variable : variables) {
            binds.add(Bind.of(variable.type(), variable.value()));
        }
        Execution execution = new Execution(session, queryId, binds, request.describe());
        current = execution;
        try {
            access.check(session.side(), session.identity(), session.schema(), Tokenizer.tokenize(request.sql()));
            return request.describe() ? statement.describe(execution) : run(statement, execution, request.sql());
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        } finally {
            try {
                execution.close();
            } catch (SQLException e) {
                // DuckDB drops temporary tables with the connection at the latest.
                session.shared().listener().accept("-- a temporary table stayed: " + e.getMessage());
            }
        }
    }

    private Result run(Statement statement, Execution execution, String sql) throws SqlFailure, SQLException {
        boolean ends = statement instanceof SessionStatement known && known.endsTransaction();
        if (transaction.isLost() && !ends) {
            throw transaction.lostFailure();
        }
        Effect effect = statement.effect();
        if (effect == Effect.SESSION) {
            return statement.run(execution);
        }
        if (effect == Effect.DEFINE) {
            transaction.commit();
        } else if (effect != Effect.READ && !session.isTrue("AUTOCOMMIT")) {
            transaction.start();
        }
        boolean alone = !transaction.isOpen();
        boolean ok = false;
        try {
            Result result = inTransaction(statement, execution, effect);
            if (effect == Effect.DEFINE) {
                access.defined(session.connection(), session.identity(), session.schema(), Tokenizer.tokenize(sql));
            }
            if (alone) {
                transaction.commit();
            }
            ok = true;
            return result;
        } finally {
            if (!ok && alone) {
                transaction.rollback();
            } else if (!ok && execution.isBroken()) {
                transaction.lose();
            }
            if (effect == Effect.DEFINE) {
                access.changed();
            }
        }
    }

    private Result inTransaction(Statement statement, Execution execution, Effect effect)
            throws SqlFailure, SQLException {
        transaction.refresh();
        Duration timeout = Duration.ofSeconds(session.lockTimeoutSeconds());
        if (effect == Effect.DEFINE) {
            transaction.lock(CATALOG_LOCK, timeout, false);
        }
        for (ObjectName target : effect == Effect.READ ? List.<ObjectName>of() : statement.targets()) {
            transaction.lock(target.in(session.schema()).toString(), timeout, effect == Effect.CHANGE);
        }
        transaction.begin();
        if (effect != Effect.READ) {
            transaction.wrote();
        }
        try {
            return statement.run(execution);
        } catch (SQLException e) {
            throw execution.fail(e);
        }
    }
}
