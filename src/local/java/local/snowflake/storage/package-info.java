/** What lies beneath the statements: DuckDB, the S3 that stages point to, and the reading of staged files. */
package local.snowflake.storage;
