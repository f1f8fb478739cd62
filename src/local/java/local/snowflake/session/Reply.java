package local.snowflake.session;

import local.snowflake.dialect.SqlFailure;
import local.snowflake.statement.Result;

/**
 * What became of a request: a result or a failure, the other is null.
 *
 * @param binds the variables in the statement's text, which the driver asks for before it binds any
 */
public record Reply(String queryId, Result result, int binds, SqlFailure failure) {}
