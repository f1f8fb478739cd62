package routes.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<String> there = store.all(Zones.processing(batch)).stream()
                .map(StoredObject::key)
                .collect(Collectors.toSet());
        List<Manifest.Entry> copies = manifest.objects().stream()
                .filter(object -> !there.contains(Zones.processing(batch, object)))
                .toList();
        List<ObjectStore.Copied> outcomes = mover.each(copies, object -> copy(batch, object));

        Set<Manifest.Entry> present = new HashSet<>(manifest.objects());
        Set<Manifest.Entry> elsewhere = new HashSet<>();
        List<Manifest.Entry> absent = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            Manifest.Entry object = copies.get(i);
            switch (outcomes.get(i)) {
                case COPIED -> {}
                case CHANGED -> {
                    present.remove(object);
                    elsewhere.add(object);
                }
                case GONE -> {
                    present.remove(object);
                    absent.add(object);
                }
            }
        }
        store.delete(present.stream().map(Claim::landed).toList());
        if (!absent.isEmpty()) {
            Set<Listed> others = listedElsewhere(batch);
            absent.stream().filter(object -> others.contains(Listed.of(object))).forEach(elsewhere::add);
            absent.removeAll(elsewhere);
        }
        return new Claimed(manifest, present, elsewhere, absent);
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
