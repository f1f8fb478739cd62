package routes.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pause of a pipeline, kept in the bucket: it outlives this process and holds for whichever loader takes the next
 * turn, until somebody ends it. Thread-safe.
 */
public final class PauseNote {
    private static final JsonMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final ObjectStore store;

    public PauseNote(ObjectStore store) {
        this.store = store;
    }

    /** The pause that holds now, if there is one. A note that cannot be read is one: somebody meant something by it. */
    public Optional<Pause> read() {
        return store.read(Zones.PAUSE).map(PauseNote::parse);
    }

    /** Begins a pause, and tells which one holds: the one before, if there is one. */
    public Pause begin(Pause pause) {
        try {
            return store.putIfAbsent(Zones.PAUSE, JSON.writeValueAsBytes(pause), "application/json")
                    ? pause
                    : read().orElse(pause);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a pause is always writable", e);
        }
    }

    /** Ends the pause, if there is one. */
    public void end() {
        store.delete(List.of(ObjectStore.named(Zones.PAUSE)));
    }

    private static Pause parse(byte[] content) {
        try {
            Pause pause = JSON.readValue(content, Pause.class);
            if (pause != null && pause.since() != null) {
                return pause;
            }
        } catch (IOException e) {
            // Told below: what stands there is no note of ours.
        }
        return new Pause("unknown", Zones.PAUSE + " is not the JSON of a pause", Instant.EPOCH);
    }
}
