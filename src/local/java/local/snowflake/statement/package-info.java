/** The statements, one kind a class: how each is read and what it does. */
package local.snowflake.statement;
