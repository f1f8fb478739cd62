package local.snowflake.access;

/** A privilege that a statement needs. */
record Demand(String privilege, Securable securable) {}
