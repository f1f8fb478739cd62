package routes.settings;

/**
 * What is kept of a finished batch beside its raw objects.
 *
 * @param parquet whether the batch's mart rows are unloaded as Parquet
 */
public record ArchiveSettings(boolean parquet) {}
