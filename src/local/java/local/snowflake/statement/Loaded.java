package local.snowflake.statement;

import java.util.List;
import local.snowflake.storage.LoadReport;
import local.snowflake.storage.StagedRows;

/** Temporary tables and what was read into them. */
public record Loaded(StagedRows rows, List<LoadReport> reports) {}
