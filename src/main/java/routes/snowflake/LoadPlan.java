package routes.snowflake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.batch.Claimed;
import routes.batch.Manifest;
import routes.batch.Origin;
import routes.batch.Zones;

/**
 * Which objects of a batch are loaded, and why the others are not.
 *
 * @param batch what lies in processing, or in the archive
 * @param objects the batch's objects by what becomes of them
 * @param isArchived whether the objects are read from the archive
 */
public record LoadPlan(Claimed batch, Map<State, List<Manifest.Entry>> objects, boolean isArchived) {

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
                        .collect(Collectors.groupingBy(object -> state(batch, object, loaded, failed))),
                false);
    }

    /**
     * Decides what is loaded again: the objects that the batch loaded, as they lie in the archive now.
     *
     * @param archive the batch's objects in the archive
     * @param loaded the rows of {@code replay/find_loaded}
     * @param origin the batch or one of its objects
     * @throws IllegalArgumentException if the batch never loaded such an object
     * @throws IllegalStateException if an object is not in the archive: its rows could not come back
     */
    public static LoadPlan again(Claimed archive, List<Map<String, Object>> loaded, Origin origin) {
        Set<Identity> known = loaded.stream().map(LoadPlan::identity).collect(Collectors.toSet());
        List<Manifest.Entry> wanted = archive.manifest().objects().stream()
                .filter(object -> known.contains(Identity.of(object)) && origin.holds(object))
                .toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("Batch " + archive.id() + " loaded no object "
                    + origin.object().orElse("at all") + ".");
        }
        wanted.stream()
                .filter(object -> !archive.present().contains(object))
                .findFirst()
                .ifPresent(object -> {
                    throw new IllegalStateException(Zones.archived(archive.id(), object)
                            + " is not in the archive, so its rows could not be loaded again. Nothing was changed.");
                });
        return new LoadPlan(archive, Map.of(State.LOAD, wanted), true);
    }

    /** The feeds that have an object to load. */
    public Set<String> feeds() {
        return in(State.LOAD).stream().map(Manifest.Entry::feed).collect(Collectors.toSet());
    }

    /** The folder in the stage that COPY reads a feed's objects from. */
    public String folder(String feed) {
        return isArchived ? Zones.archived(batch.id(), feed) : Zones.processing(batch.id(), feed);
    }

    /** The key of an object, as {@code metadata$filename} gives it. */
    String source(Manifest.Entry object) {
        return folder(object.feed()) + "/" + object.name();
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
                .map(LoadPlan::identity)
                .collect(Collectors.toSet());
    }

    private static Identity identity(Map<String, Object> row) {
        return new Identity(Rows.text(row, "landing_key"), Rows.text(row, "etag"));
    }

    private record Identity(String landingKey, String etag) {
        static Identity of(Manifest.Entry object) {
            return new Identity(object.landingKey(), object.etag());
        }
    }
}
