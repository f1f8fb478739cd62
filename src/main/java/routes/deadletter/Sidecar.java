package routes.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Explains a dead letter. Written beside it under the same key and {@code .json}.
 *
 * @param reason why it is here
 * @param advice what to do about it
 * @param feed the feed, or the folder below landing that no feed is named for; hostile input
 * @param origin the key in landing, or the file on the host; hostile input
 * @param etag of the object's content; null for a line
 * @param batchId the batch that met it; null if there was none
 * @param attempts how often it was tried, retries included
 * @param fromByte where the line begins in its file; null for an object
 * @param toByte where it ends; null for an object
 * @param size in bytes
 * @param foundAt when it was first set aside
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sidecar(
        String reason,
        String advice,
        String feed,
        String origin,
        String etag,
        String batchId,
        int attempts,
        Long fromByte,
        Long toByte,
        long size,
        Instant foundAt) {
    public Sidecar {
        if (feed == null || origin == null) {
            throw new IllegalArgumentException("a sidecar names a feed and an origin");
        }
    }
}
