package local.snowflake.statement;

import java.util.List;
import local.snowflake.storage.LoadReport;

/** A temporary table and what was read into it; the table's name is quoted. */
public record Loaded(String table, List<LoadReport> reports) {}
