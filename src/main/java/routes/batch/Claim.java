package routes.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Brings the objects of a batch from landing to processing. May be repeated at any point, by any loader: each object is
 * copied only while its content is the one in the manifest, and removed from landing only after its copy is there.
 */
public final class Claim implements AutoCloseable {
    private final ObjectStore store;
    private final Manifests manifests;
    private final Mover mover = new Mover();

    public Claim(ObjectStore store, Manifests manifests) {
        this.store = store;
        this.manifests = manifests;
    }

    /** Copies what is not there yet, then empties landing of what is. */
    public Claimed complete(Manifest manifest) {
        BatchId batch = manifest.batchId();
        List<Manifest.Entry> copies = missing(batch, manifest.objects());
        List<ObjectStore.Copied> outcomes = mover.each(copies, object -> copy(batch, object));

        List<Manifest.Entry> changed = with(ObjectStore.Copied.CHANGED, copies, outcomes);
        List<Manifest.Entry> gone = with(ObjectStore.Copied.GONE, copies, outcomes);
        if (!changed.isEmpty() || !gone.isEmpty()) {
            // Another loader may have brought them since the first look: it copies before it removes.
            changed = missing(batch, changed);
            gone = missing(batch, gone);
        }
        Set<Manifest.Entry> present = new HashSet<>(manifest.objects());
        changed.forEach(present::remove);
        gone.forEach(present::remove);
        store.delete(present.stream().map(Claim::landed).toList());

        Set<Listed> others = gone.isEmpty() ? Set.of() : listedElsewhere(batch);
        Set<Manifest.Entry> elsewhere = new HashSet<>(changed);
        List<Manifest.Entry> absent = new ArrayList<>();
        for (Manifest.Entry object : gone) {
            (others.contains(Listed.of(object)) ? elsewhere : absent).add(object);
        }
        return new Claimed(manifest, present, elsewhere, absent);
    }

    private List<Manifest.Entry> missing(BatchId batch, List<Manifest.Entry> objects) {
        Set<String> there = store.all(Zones.processing(batch)).stream()
                .map(StoredObject::key)
                .collect(Collectors.toSet());
        return objects.stream()
                .filter(object -> !there.contains(Zones.processing(batch, object)))
                .toList();
    }

    private static List<Manifest.Entry> with(
            ObjectStore.Copied outcome, List<Manifest.Entry> copies, List<ObjectStore.Copied> outcomes) {
        return IntStream.range(0, copies.size())
                .filter(i -> outcomes.get(i) == outcome)
                .mapToObj(copies::get)
                .toList();
    }

    private ObjectStore.Copied copy(BatchId batch, Manifest.Entry object) {
        return store.copy(object.landingKey(), object.etag(), Zones.processing(batch, object));
    }

    private static ObjectIdentifier landed(Manifest.Entry object) {
        return ObjectStore.named(object.landingKey(), object.etag());
    }

    private Set<Listed> listedElsewhere(BatchId batch) {
        return manifests.unfinished().stream()
                .filter(other -> !other.equals(batch))
                .map(manifests::read)
                .flatMap(Optional::stream)
                .flatMap(other -> other.objects().stream())
                .map(Listed::of)
                .collect(Collectors.toSet());
    }

    private record Listed(String landingKey, String etag) {
        static Listed of(Manifest.Entry object) {
            return new Listed(object.landingKey(), object.etag());
        }
    }

    @Override
    public void close() {
        mover.close();
    }
}
