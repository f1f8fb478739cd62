package local.snowflake.storage;

import java.time.Instant;

/**
 * An object of a stage.
 *
 * @param bucket where it is
 * @param key its key, which is also {@code METADATA$FILENAME}
 * @param etag without quotes
 * @param size in bytes
 */
public record StagedFile(String bucket, String key, String etag, long size, Instant modified) {}
