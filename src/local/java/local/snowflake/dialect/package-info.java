/**
 * Snowflake SQL turned into DuckDB SQL: tokens, a table of rewrites, a list of known functions. What is not known is
 * refused, because DuckDB would often accept it and mean something else.
 */
package local.snowflake.dialect;
