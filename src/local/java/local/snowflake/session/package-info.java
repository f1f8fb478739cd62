/** Sessions: their statements in turn, their transactions, the locks between them, and the faults a test asks for. */
package local.snowflake.session;
