/** Roles, privileges and the objects of an account: who may do what, and whether a statement may run. */
package local.snowflake.access;
