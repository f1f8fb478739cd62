package routes.batch;

import java.time.Instant;

/**
 * An object as a listing shows it.
 *
 * @param key as S3 holds it: hostile input, never used in SQL or a path
 * @param etag with its quotes taken off
 * @param size in bytes
 * @param modifiedAt when it was put
 */
public record StoredObject(String key, String etag, long size, Instant modifiedAt) {}
