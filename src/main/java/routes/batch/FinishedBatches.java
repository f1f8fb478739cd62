package routes.batch;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Reads and writes the manifests of finished batches. Thread-safe. */
public final class FinishedBatches {
    private static final JsonMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final ObjectStore store;

    public FinishedBatches(ObjectStore store) {
        this.store = store;
    }

    /** Writes it; the first one written stands. */
    public void write(FinishedBatch batch) {
        try {
            store.putIfAbsent(
                    Zones.finished(batch.manifest().batchId()), JSON.writeValueAsBytes(batch), "application/json");
        } catch (IOException e) {
            throw new IllegalStateException("a finished manifest is always writable", e);
        }
    }

    /** The finished manifest, if the batch is done. */
    public Optional<FinishedBatch> read(BatchId batch) {
        return store.read(Zones.finished(batch)).map(content -> parse(batch, content));
    }

    private static FinishedBatch parse(BatchId batch, byte[] content) {
        try {
            return JSON.readValue(content, FinishedBatch.class);
        } catch (IOException e) {
            throw new IllegalStateException(Zones.finished(batch) + " is not the JSON of a finished batch.", e);
        }
    }
}
