package routes.snowflake;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import net.snowflake.client.api.statement.SnowflakeStatement;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers the statements of a transaction until it ends, for {@code control.batch_steps}: what was run, how many rows
 * it changed, how long it took as seen from here, and Snowflake's query id. What runs outside a transaction is forgotten
 * at once, and so is the trail of one that ended, however it ended; only what the transaction itself wrote stays.
 *
 * <p>Thread-safe: a trail belongs to the thread of its transaction.
 */
public final class AuditTrail implements QueryExecutionListener {
    /** Far above the few statements a feed takes; a loop gone wild must not fill the memory. */
    static final int MAX_STEPS = 1_000;
    /** Characters of a statement that are kept; COPY names up to a thousand files. */
    static final int MAX_STATEMENT = 4_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    /**
     * One statement.
     *
     * @param ordinal its place in the transaction, from 1
     * @param step the script it comes from, {@code load/copy_orders}; {@code -} if it comes from none
     * @param statement its text, cut at {@value #MAX_STATEMENT} characters
     * @param rowsAffected null for a statement that returns rows
     * @param milliseconds from sending it to its answer
     * @param queryId null where the driver is not Snowflake's
     */
    record Step(int ordinal, String step, String statement, Long rowsAffected, long milliseconds, String queryId) {}

    /** The data source whose statements are remembered. */
    public DataSource over(DataSource snowflake) {
        return ProxyDataSourceBuilder.create(snowflake).listener(this).build();
    }

    /** The transaction's statements so far as JSON, to be bound; an empty array outside a transaction. */
    public String json() {
        Trail trail = (Trail) TransactionSynchronizationManager.getResource(this);
        return BoundJson.of(trail == null ? List.of() : trail.steps);
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        // A statement counts once it has succeeded.
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        String text = queries.stream().map(QueryInfo::getQuery).collect(Collectors.joining(";\n"));
        if (!execution.isSuccess()) {
            // Snowflake's message says what is wrong, and not in which of the files.
            Sql.script(text).ifPresent(script -> LOG.warn("sql/{}.sql failed", script));
        } else if (TransactionSynchronizationManager.isActualTransactionActive()) {
            trail().add(execution, text);
        }
    }

    /** The trail of this thread's transaction, which Spring sets aside and drops with it. */
    private Trail trail() {
        Trail known = (Trail) TransactionSynchronizationManager.getResource(this);
        if (known != null) {
            return known;
        }
        Trail trail = new Trail();
        TransactionSynchronizationManager.bindResource(this, trail);
        TransactionSynchronizationManager.registerSynchronization(
                new ResourceHolderSynchronization<Trail, AuditTrail>(trail, this) {});
        return trail;
    }

    /** Used by the thread of its transaction alone. */
    private static final class Trail extends ResourceHolderSupport {
        private final List<Step> steps = new ArrayList<>();
        private boolean isFull;

        void add(ExecutionInfo execution, String text) {
            if (steps.size() < MAX_STEPS) {
                Statement statement = execution.getStatement();
                steps.add(new Step(
                        steps.size() + 1,
                        Sql.script(text).orElse("-"),
                        start(text),
                        rowsAffected(statement),
                        execution.getElapsedTime(),
                        queryId(statement)));
            } else if (!isFull) {
                isFull = true;
                LOG.warn(
                        "A transaction runs more than {} statements; control.batch_steps gets the first ones",
                        MAX_STEPS);
            }
        }

        private static String start(String text) {
            return text.length() <= MAX_STATEMENT
                    ? text
                    : text.codePoints()
                            .limit(MAX_STATEMENT)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
        }

        /** Camel asks for the count once more; Snowflake's driver tells it as often as it is asked. */
        private static Long rowsAffected(Statement statement) {
            try {
                int count = statement.getUpdateCount();
                return count < 0 ? null : Long.valueOf(count);
            } catch (SQLException e) {
                return null;
            }
        }

        private static String queryId(Statement statement) {
            try {
                return statement.isWrapperFor(SnowflakeStatement.class)
                        ? statement.unwrap(SnowflakeStatement.class).getQueryID()
                        : null;
            } catch (SQLException e) {
                return null;
            }
        }
    }
}
