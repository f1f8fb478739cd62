package routes.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** One Lease in memory, with the API server's rule: whoever has not seen the newest version writes nothing. */
final class InMemoryLeases implements Leases {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ObjectNode stored;
    private long version = 100;
    private boolean isAway;
    private int writes;

    /** What happens between a candidate's look and its write. */
    private Runnable between = () -> {};

    @Override
    public Lease read() {
        refuseIfAway();
        Lease read = stored == null ? Lease.unborn("snowline-main", "logs") : Lease.of(stored.deepCopy());
        Runnable meanwhile = between;
        between = () -> {};
        meanwhile.run();
        return read;
    }

    @Override
    public Optional<Lease> write(Lease changed) {
        refuseIfAway();
        String current = stored == null
                ? ""
                : stored.path("metadata").path("resourceVersion").asText();
        if (!changed.version().equals(current)) {
            return Optional.empty();
        }
        writes++;
        stored = parse(changed.toString());
        version++;
        ((ObjectNode) stored.path("metadata")).put("resourceVersion", Long.toString(version));
        return Optional.of(Lease.of(stored.deepCopy()));
    }

    void away(boolean away) {
        isAway = away;
    }

    void between(Runnable meanwhile) {
        between = meanwhile;
    }

    int writes() {
        return writes;
    }

    ObjectNode stored() {
        return stored;
    }

    void store(String json) {
        stored = parse(json);
    }

    private void refuseIfAway() {
        if (isAway) {
            throw new LeaseException("away");
        }
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
