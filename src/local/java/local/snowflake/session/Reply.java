package local.snowflake.session;

import local.snowflake.dialect.SqlFailure;
import local.snowflake.statement.Result;

/** What became of a request: a result or a failure, the other is null. */
public record Reply(String queryId, Result result, SqlFailure failure) {}
