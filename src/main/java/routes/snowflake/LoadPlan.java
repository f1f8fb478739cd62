package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.batch.Claimed;
import routes.batch.Manifest;

/**
 * Which objects of a batch are loaded, and why the others are not.
 *
 * @param batch what lies in processing
 * @param objects the batch's objects by what becomes of them
 */
public record LoadPlan(Claimed batch, Map<State, List<Manifest.Entry>> objects) {

    /** What becomes of an object in this load. */
    public enum State {
        /** It is loaded. */
        LOAD,
        /** The ledger holds it already: claimed twice, or put again with the same content. */
        REPEATED,
        /** It was found unreadable before and is in dead-letter. */
        FAILED,
        /** It belongs to another batch by now. */
        ELSEWHERE,
        /** It is nowhere: an alarm. */
        MISSING
    }

    /**
     * Decides.
     *
     * @param batch what lies in processing
     * @param known the rows of {@code load/find_objects}
     */
    public static LoadPlan of(Claimed batch, List<Map<String, Object>> known) {
        Set<Identity> loaded = identities(known, "loaded");
        Set<Identity> failed = identities(known, "failed");
        return new LoadPlan(
                batch,
                batch.manifest().objects().stream()
                        .collect(Collectors.groupingBy(object -> state(batch, object, loaded, failed))));
    }

    private static State state(Claimed batch, Manifest.Entry object, Set<Identity> loaded, Set<Identity> failed) {
        Identity identity = Identity.of(object);
        if (loaded.contains(identity)) {
            return State.REPEATED;
        }
        if (failed.contains(identity)) {
            return State.FAILED;
        }
        if (batch.present().contains(object)) {
            return State.LOAD;
        }
        return batch.elsewhere().contains(object) ? State.ELSEWHERE : State.MISSING;
    }

    public List<Manifest.Entry> in(State state) {
        return objects.getOrDefault(state, List.of());
    }

    public int count(State state) {
        return in(state).size();
    }

    /** Objects whose bytes are nowhere, for the alarm; empty if there are none. */
    public String missing() {
        return in(State.MISSING).stream()
                .map(object -> object.path() + " (ETag " + object.etag() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The objects of one feed to load that have any content. */
    public List<Manifest.Entry> copied(String feed) {
        return in(State.LOAD).stream()
                .filter(object -> object.feed().equals(feed) && object.size() > 0)
                .toList();
    }

    /** The list for COPY's FILES; empty if the feed has nothing to copy. */
    public String files(String feed) {
        return copied(feed).stream().map(object -> "'" + object.name() + "'").collect(Collectors.joining(", "));
    }

    /** What {@code load/find_objects} asks about, as JSON. */
    public static String identities(Manifest manifest) {
        return BoundJson.of(manifest.objects().stream().map(Identity::of).toList());
    }

    private static Set<Identity> identities(List<Map<String, Object>> rows, String state) {
        return rows.stream()
                .filter(row -> state.equals(Rows.text(row, "state")))
                .map(row -> new Identity(Rows.text(row, "landing_key"), Rows.text(row, "etag")))
                .collect(Collectors.toSet());
    }

    private record Identity(String landingKey, String etag) {
        static Identity of(Manifest.Entry object) {
            return new Identity(object.landingKey(), object.etag());
        }
    }
}
