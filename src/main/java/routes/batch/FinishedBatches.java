package routes.batch;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;

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
        store.putIfAbsent(Zones.finished(batch.manifest().batchId()), json(batch), "application/json");
    }

    /** Writes it in place of the one that is there. */
    public void replace(FinishedBatch batch) {
        store.put(Zones.finished(batch.manifest().batchId()), RequestBody.fromBytes(json(batch)), "application/json");
    }

    /** The finished manifest, if the batch is done. */
    public Optional<FinishedBatch> read(BatchId batch) {
        return store.read(Zones.finished(batch)).map(content -> parse(batch, content));
    }

    /**
     * The newest batches that were finished, newest first.
     *
     * @param since none that was formed before
     * @param most how many at most
     */
    public List<BatchId> newest(Instant since, int most) {
        String after = Zones.FINISHED + BatchId.since(since);
        ArrayDeque<BatchId> newest = new ArrayDeque<>();
        List<StoredObject> page;
        do {
            page = store.page(Zones.FINISHED, after);
            for (StoredObject object : page) {
                after = object.key();
                String name = after.substring(Zones.FINISHED.length()).replaceFirst("[.]json$", "");
                if (BatchId.matches(name)) {
                    newest.addFirst(new BatchId(name));
                }
            }
            while (newest.size() > most) {
                newest.removeLast();
            }
        } while (page.size() == ObjectStore.MAX_KEYS);
        return List.copyOf(newest);
    }

    private static byte[] json(FinishedBatch batch) {
        try {
            return JSON.writeValueAsBytes(batch);
        } catch (IOException e) {
            throw new IllegalStateException("a finished manifest is always writable", e);
        }
    }

    private static FinishedBatch parse(BatchId batch, byte[] content) {
        try {
            return JSON.readValue(content, FinishedBatch.class);
        } catch (IOException e) {
            throw new IllegalStateException(Zones.finished(batch) + " is not the JSON of a finished batch.", e);
        }
    }
}
