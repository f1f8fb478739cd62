package routes.failure;

import routes.batch.BatchId;
import routes.batch.Manifest;
import routes.batch.Zones;

/**
 * An object of a batch that Snowflake cannot read.
 *
 * @param batch the batch it is part of
 * @param object the object
 * @param reason what Snowflake said
 */
public record UnreadableObject(BatchId batch, Manifest.Entry object, String reason) {
    /** Its key in processing. */
    public String key() {
        return Zones.processing(batch, object);
    }
}
