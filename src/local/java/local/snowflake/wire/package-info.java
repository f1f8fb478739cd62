/** What the JDBC driver sends and expects over HTTP. */
package local.snowflake.wire;
