package local.snowflake.session;

import local.snowflake.dialect.SqlFailure;
import local.snowflake.statement.Result;

/**
 * What became of a request: a result or a failure, the other is null.
 *
 * @param variables how many bind variables the statement has; 0 unless only the columns were asked for
 */
public record Reply(String queryId, Result result, SqlFailure failure, int variables) {

    static Reply of(String queryId, SqlFailure failure) {
        return new Reply(queryId, null, failure, 0);
    }
}
