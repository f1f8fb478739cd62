package local.snowflake.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import local.snowflake.access.Identity;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.storage.Database;
import org.duckdb.DuckDBConnection;

/**
 * A session: one thread that runs its statements in turn and owns its connections and its transaction. The public methods
 * may be called from any thread.
 */
public final class Session {

    /** Answers kept for a driver that sends a request again. */
    private static final int KEPT_JOBS = 64;

    private static final long CLOSING_SECONDS = 30;

    private final long id;
    private final Identity identity;
    private final Shared shared;
    private final DuckDBConnection connection;
    private final DuckDBConnection side;
    private final Transaction transaction;
    private final SessionParameters parameters = new SessionParameters();
    private final Results results = new Results();
    private final ExecutorService thread;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Runner runner;
    private volatile String schema = Database.DEFAULT_SCHEMA;

    Session(long id, String user, Shared shared) throws SQLException {
        this.id = id;
        identity = new Identity(user);
        this.shared = shared;
        connection = shared.database().connect();
        side = shared.database().connect();
        transaction = new Transaction(this, connection, shared.locks());
        runner = new Runner(this, transaction);
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
     * @param role the role to act in; an empty one is the user's own
     * @param warehouse likewise
     */
    public void prepare(String first, String role, String warehouse, Map<String, String> values)
            throws SqlFailure, SQLException {
        shared.access().enter(side, identity, role, warehouse);
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
            Job job = new Job(queryId, CompletableFuture.supplyAsync(() -> runner.run(queryId, request), thread));
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
        runner.cancel();
    }

    /** Rolls back a transaction that was left alone for so long while others wait for it. */
    void abandonAfter(Duration idle) {
        if (runner.isIdleFor(idle) && transaction.isBlocking()) {
            try {
                thread.execute(transaction::lose);
            } catch (RejectedExecutionException e) {
                // The session is being closed, which rolls back too.
            }
        }
    }

    /** Rolls back the transaction of that number, ending what runs in it; does nothing if it is over. Any thread may ask. */
    void abort(long number) throws SQLException {
        if (shared.locks().owner(number).filter(owner -> owner == transaction).isEmpty()) {
            return;
        }
        runner.cancel();
        CompletableFuture.runAsync(
                        () -> shared.locks()
                                .owner(number)
                                .filter(owner -> owner == transaction)
                                .ifPresent(owner -> transaction.lose()),
                        thread)
                .join();
    }

    /** Ends the running statement, rolls back what is open and gives everything back; waits until that is done. */
    void close() {
        try {
            runner.cancel();
            thread.execute(() -> {
                transaction.rollback();
                closeConnections();
            });
            thread.shutdown();
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Session " + id + " did not end in " + CLOSING_SECONDS + " s");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Session " + id + " cannot be cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        return identity.user();
    }

    /** Who it is and where it works. */
    public Identity identity() {
        return identity;
    }

    /** The current schema. */
    public String schema() {
        return schema;
    }

    boolean isTrue(String parameter) {
        return parameters.isTrue(parameter);
    }

    long lockTimeoutSeconds() {
        return parameters.number("LOCK_TIMEOUT");
    }

    Shared shared() {
        return shared;
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
}
