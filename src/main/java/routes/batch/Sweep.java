package routes.batch;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns objects that lie in processing without a manifest to landing. They come from a loader that was paused between
 * a manifest and its copies for so long that another finished the batch. Each gets a new key that carries its origin, so
 * that nothing that landed since is overwritten; rows that were loaded before count as repeated.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final ObjectStore store;

    public Sweep(ObjectStore store) {
        this.store = store;
    }

    /**
     * Empties the folder of a batch that has no manifest. If one is there by now, another loader is at work on the batch:
     * then nothing is touched.
     */
    public void back(BatchId batch) {
        List<StoredObject> orphans = store.all(Zones.processing(batch));
        if (orphans.stream().anyMatch(orphan -> orphan.key().equals(Zones.manifest(batch)))) {
            return;
        }
        for (StoredObject orphan : orphans) {
            if (store.copy(orphan.key(), orphan.etag(), landing(batch, orphan)) == ObjectStore.Copied.COPIED) {
                store.delete(List.of(ObjectStore.named(orphan.key(), orphan.etag())));
            }
        }
        LOG.warn("Returned {} objects from processing/{} to landing: no manifest names them.", orphans.size(), batch);
    }

    private static String landing(BatchId batch, StoredObject orphan) {
        String path = orphan.key().substring(Zones.processing(batch).length());
        int name = path.lastIndexOf('/') + 1;
        return Zones.LANDING + path.substring(0, name) + "swept-" + batch + "-" + path.substring(name);
    }
}
