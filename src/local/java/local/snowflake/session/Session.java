package local.snowflake.session;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import local.snowflake.dialect.DuckErrors;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.statement.Result;
import local.snowflake.statement.Router;
import local.snowflake.statement.SessionStatement;
import local.snowflake.statement.Statement;
import local.snowflake.statement.Statement.Effect;
import local.snowflake.storage.Buckets;
import local.snowflake.storage.Database;
import org.duckdb.DuckDBConnection;

/**
 * A session: one thread that runs its statements in turn and owns its connections and its transaction. The public methods
 * may be called from any thread.
 */
public final class Session {

    /** Answers kept for a driver that sends a request again. */
    private static final int KEPT_JOBS = 64;

    private static final String CATALOG_LOCK = "(catalog)";

    private final long id;
    private final String user;
    private final Shared shared;
    private final DuckDBConnection connection;
    private final DuckDBConnection side;
    private final Transaction transaction;
    private final SessionParameters parameters = new SessionParameters();
    private final Results results = new Results();
    private final ExecutorService thread;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private volatile Execution current;
    private volatile Thread runner;
    private volatile long idleSince = System.nanoTime();
    private volatile String schema = Database.DEFAULT_SCHEMA;

    /** What all sessions of a server share. */
    public record Shared(
            Database database, Buckets buckets, Clock clock, Faults faults, Consumer<String> listener, Locks locks) {

        public Shared(Database database, Buckets buckets, Clock clock, Faults faults, Consumer<String> listener) {
            this(database, buckets, clock, faults, listener, new Locks());
        }
    }

    /** A request and what will become of it. */
    public record Job(String queryId, CompletableFuture<Reply> reply) {}

    Session(long id, String user, Shared shared) throws SQLException {
        this.id = id;
        this.user = user;
        this.shared = shared;
        connection = shared.database().connect();
        side = shared.database().connect();
        transaction = new Transaction(connection, shared.locks());
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "snowflake-session-" + id);
            created.setDaemon(true);
            return created;
        });
        configure();
    }

    /**
     * Applies what a login asked for, before the first request.
     *
     * @param first the schema to start in; an empty or unknown one leaves the default
     */
    public void prepare(String first, Map<String, String> values) throws SqlFailure, SQLException {
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (parameters.all().containsKey(value.getKey().toUpperCase(Locale.ROOT))) {
                parameters.set(value.getKey().toUpperCase(Locale.ROOT), value.getValue());
            }
        }
        String name = first.toUpperCase(Locale.ROOT);
        if (Database.schemaExists(connection, name)) {
            schema = name;
        }
        configure();
    }

    /** Runs a request, or finds what became of it if it was sent before. */
    public Job submit(Request request) {
        synchronized (jobs) {
            Job known = jobs.get(request.id());
            if (known != null) {
                return known;
            }
            while (jobs.size() >= KEPT_JOBS) {
                jobs.remove(jobs.keySet().iterator().next());
            }
            String queryId = UUID.randomUUID().toString();
            Job job = new Job(queryId, CompletableFuture.supplyAsync(() -> run(queryId, request), thread));
            jobs.put(request.id(), job);
            return job;
        }
    }

    /** A job by the id of its query; null if it is not known any more. */
    public Job job(String queryId) {
        synchronized (jobs) {
            return jobs.values().stream()
                    .filter(job -> job.queryId().equals(queryId))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Ends the statement that runs. */
    public void cancel() throws SQLException {
        Execution execution = current;
        Thread running = runner;
        if (execution != null) {
            execution.cancel();
        }
        if (running != null) {
            running.interrupt();
        }
    }

    /** Rolls back a transaction that was left alone for so long while others wait for it. */
    void abandonAfter(Duration idle) {
        boolean alone = current == null && System.nanoTime() - idleSince > idle.toNanos();
        if (alone && transaction.isBlocking()) {
            thread.execute(transaction::lose);
        }
    }

    /** Rolls back what is open and gives everything back, once the running statement has ended. */
    void close() {
        try {
            cancel();
            thread.execute(() -> {
                transaction.rollback();
                closeConnections();
            });
        } catch (SQLException e) {
            throw new IllegalStateException("Session " + id + " cannot be cancelled", e);
        } finally {
            thread.shutdown();
        }
    }

    private void closeConnections() {
        try {
            connection.close();
            side.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Session " + id + " cannot be closed", e);
        }
    }

    private Reply run(String queryId, Request request) {
        runner = Thread.currentThread();
        List<Result> done = new ArrayList<>();
        try {
            shared.listener().accept(request.sql());
            shared.faults().before(request.sql());
            List<List<Request.Variable>> batch = request.binds().isEmpty() ? List.of(List.of()) : request.binds();
            for (List<Request.Variable> variables : batch) {
                done.add(runOne(queryId, request, variables));
            }
            Result result = Batches.sum(done);
            results.add(queryId, result);
            return new Reply(queryId, result, null);
        } catch (SqlFailure e) {
            if (transaction.isOpen() && parameters.isTrue("TRANSACTION_ABORT_ON_ERROR") && !transaction.isLost()) {
                transaction.lose();
            }
            return new Reply(queryId, null, e);
        } catch (RuntimeException e) {
            transaction.rollback();
            return new Reply(queryId, null, new SqlFailure("000603", "XX000", "The local server failed: " + e));
        } finally {
            runner = null;
            current = null;
            idleSince = System.nanoTime();
            Thread.interrupted();
        }
    }

    private Result runOne(String queryId, Request request, List<Request.Variable> variables) throws SqlFailure {
        Statement statement = Router.read(request.sql());
        List<Bind> binds = new ArrayList<>();
        for (Request.Variable variable : variables) {
            binds.add(Bind.of(variable.type(), variable.value()));
        }
        Execution execution = new Execution(this, queryId, binds, request.describe());
        current = execution;
        try {
            return request.describe() ? statement.describe(execution) : run(statement, execution);
        } catch (SQLException e) {
            throw DuckErrors.translate(e);
        } finally {
            try {
                execution.close();
            } catch (SQLException e) {
                // DuckDB drops temporary tables with the connection at the latest.
                shared.listener().accept("-- a temporary table stayed: " + e.getMessage());
            }
        }
    }

    private Result run(Statement statement, Execution execution) throws SqlFailure, SQLException {
        boolean ends = statement instanceof SessionStatement && ((SessionStatement) statement).endsTransaction();
        if (transaction.isLost() && !ends) {
            throw transaction.lostFailure();
        }
        Effect effect = statement.effect();
        if (effect == Effect.SESSION) {
            return statement.run(execution);
        }
        if (effect == Effect.DEFINE) {
            transaction.commit();
        } else if (effect != Effect.READ && !parameters.isTrue("AUTOCOMMIT")) {
            transaction.start();
        }
        boolean alone = !transaction.isOpen();
        boolean ok = false;
        try {
            Result result = inTransaction(statement, execution, effect);
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
        }
    }

    private Result inTransaction(Statement statement, Execution execution, Effect effect)
            throws SqlFailure, SQLException {
        transaction.refresh();
        Duration timeout = Duration.ofSeconds(parameters.number("LOCK_TIMEOUT"));
        if (effect == Effect.DEFINE) {
            transaction.lock(CATALOG_LOCK, timeout, false);
        }
        for (ObjectName target : effect == Effect.READ ? List.<ObjectName>of() : statement.targets()) {
            transaction.lock(target.in(schema).toString(), timeout, effect == Effect.CHANGE);
        }
        transaction.begin();
        if (effect != Effect.READ) {
            transaction.wrote();
        }
        return statement.run(execution);
    }

    void set(String parameter, String value) throws SqlFailure, SQLException {
        parameters.set(parameter, value);
        if (parameter.equals("AUTOCOMMIT")) {
            transaction.commit();
        } else if (parameter.equals("TIMEZONE")) {
            configure();
        }
    }

    void use(ObjectName name) throws SqlFailure, SQLException {
        if (!Database.schemaExists(connection, name.name())) {
            throw SqlFailure.notFound("Schema", name.name());
        }
        schema = name.name();
        configure();
    }

    private void configure() throws SQLException {
        Database.configure(connection, schema, parameters.get("TIMEZONE"));
        Database.configure(side, schema, parameters.get("TIMEZONE"));
    }

    /** The values of all parameters. */
    public Map<String, String> parameters() {
        return parameters.all();
    }

    public long id() {
        return id;
    }

    public String user() {
        return user;
    }

    /** The current schema. */
    public String schema() {
        return schema;
    }

    Transaction transaction() {
        return transaction;
    }

    Results results() {
        return results;
    }

    DuckDBConnection connection() {
        return connection;
    }

    DuckDBConnection side() {
        return side;
    }

    Buckets buckets() {
        return shared.buckets();
    }

    Clock clock() {
        return shared.clock();
    }
}
