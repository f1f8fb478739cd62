package routes.batch;

import java.util.List;
import java.util.Set;

/**
 * A batch whose objects have been brought to processing.
 *
 * @param manifest the batch
 * @param present the objects that lie in processing
 * @param elsewhere objects that are no longer what was listed, and are known to be in another batch or to wait in
 *     landing with other content
 * @param absent objects found neither in landing nor in processing; the ledger may still know them
 */
public record Claimed(
        Manifest manifest, Set<Manifest.Entry> present, Set<Manifest.Entry> elsewhere, List<Manifest.Entry> absent) {
    public Claimed {
        present = Set.copyOf(present);
        elsewhere = Set.copyOf(elsewhere);
        absent = List.copyOf(absent);
    }

    /** The batch's id. */
    public BatchId id() {
        return manifest.batchId();
    }
}
