/** A Snowflake for this machine: development and tests only. */
package local.snowflake;
