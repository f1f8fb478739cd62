package routes.operate;

import java.util.List;
import java.util.Optional;
import routes.batch.BatchId;
import routes.batch.Manifest;
import routes.batch.Manifests;
import routes.batch.UnreadableManifestException;

/**
 * A batch that lies in processing.
 *
 * @param id the batch
 * @param manifest what it consists of; empty if there is no manifest, or none that can be read
 * @param problem what is wrong with its manifest; null if nothing is
 */
record Unfinished(BatchId id, Optional<Manifest> manifest, String problem) {
    /** Of a pipeline that works there is one. */
    private static final int MOST = 20;

    /** The oldest of them, oldest first: the first is the one that the next turn takes. */
    static List<Unfinished> all(Manifests manifests) {
        return manifests.unfinished().stream()
                .limit(MOST)
                .map(id -> read(id, manifests))
                .toList();
    }

    private static Unfinished read(BatchId id, Manifests manifests) {
        try {
            Optional<Manifest> manifest = manifests.read(id);
            return new Unfinished(
                    id,
                    manifest,
                    manifest.isPresent()
                            ? null
                            : "It has no manifest: the next turn returns its objects to landing, where they wait for"
                                    + " another batch.");
        } catch (UnreadableManifestException e) {
            return new Unfinished(id, Optional.empty(), e.getMessage());
        }
    }

    /** Its feeds. */
    List<String> feeds() {
        return manifest.stream()
                .flatMap(known -> known.objects().stream())
                .map(Manifest.Entry::feed)
                .distinct()
                .toList();
    }
}
