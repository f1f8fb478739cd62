package routes.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads and writes manifests in S3. Thread-safe. */
public final class Manifests {
    private static final JsonMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private final ObjectStore store;

    public Manifests(ObjectStore store) {
        this.store = store;
    }

    /**
     * Makes a batch exist.
     *
     * @return false if the id is taken by another batch
     */
    public boolean write(Manifest manifest) {
        try {
            return store.putIfAbsent(
                    Zones.manifest(manifest.batchId()), JSON.writeValueAsBytes(manifest), "application/json");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is always writable", e);
        }
    }

    /**
     * Reads the manifest of a batch in processing, if there is one.
     *
     * @throws UnreadableManifestException if what stands there is no manifest of this batch
     */
    public Optional<Manifest> read(BatchId batch) {
        return store.read(Zones.manifest(batch)).map(content -> parse(batch, content));
    }

    /** The batches that have anything in processing, oldest first. */
    public List<BatchId> unfinished() {
        return store.level(Zones.PROCESSING).folders().stream()
                .filter(BatchId::matches)
                .map(BatchId::new)
                .sorted()
                .toList();
    }

    /** Reads what stands there. */
    static Manifest parse(BatchId batch, byte[] content) {
        try {
            Manifest manifest = JSON.readValue(content, Manifest.class);
            if (manifest == null) {
                throw new UnreadableManifestException(batch, "it is not the JSON of a manifest", null);
            }
            if (!manifest.batchId().equals(batch)) {
                throw new UnreadableManifestException(batch, "it names batch " + manifest.batchId(), null);
            }
            return manifest;
        } catch (IOException e) {
            throw new UnreadableManifestException(batch, "it is not the JSON of a manifest", e);
        }
    }
}
