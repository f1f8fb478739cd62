package routes.tail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sources that no open file stands for: they are done, or their file has not been found since the start. Several can
 * have had the same inode, one after the other. Belongs to the reader thread.
 */
final class PastSources {
    private static final Comparator<Checkpoint.Entry> LIKENESS = Comparator.comparing(
                    (Checkpoint.Entry entry) -> entry.fingerprint().equals(Fingerprint.NOTHING))
            .thenComparing(entry -> -entry.source().generation())
            .thenComparing(entry -> -entry.fingerprint().length());

    private final Map<SourceId, Checkpoint.Entry> entries = new LinkedHashMap<>();

    void add(Checkpoint.Entry entry) {
        entries.put(entry.source(), entry);
    }

    void remove(Checkpoint.Entry entry) {
        entries.remove(entry.source());
    }

    Collection<Checkpoint.Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Those that what is stored there can be, the likeliest first: those that tell how they begin, the latest. */
    List<Checkpoint.Entry> at(FileIdentity file) {
        List<Checkpoint.Entry> found = new ArrayList<>();
        for (Checkpoint.Entry entry : entries.values()) {
            if (file.canBe(entry.file())) {
                found.add(entry);
            }
        }
        found.sort(LIKENESS);
        return found;
    }

    /** All of them: those that are stored there first, then those that were read furthest. */
    List<Checkpoint.Entry> byLikeness(FileIdentity file) {
        List<Checkpoint.Entry> found = new ArrayList<>(entries.values());
        found.sort(Comparator.comparing((Checkpoint.Entry entry) -> !file.canBe(entry.file()))
                .thenComparing(entry -> -entry.offset()));
        return found;
    }

    /** Keeps a source that is still there in another form. */
    void seen(SourceId source, Instant now) {
        entries.computeIfPresent(source, (id, entry) -> entry.seenAt(now));
    }

    /** The name itself, or one of its later generations if it was given before. Generations before that are dropped. */
    SourceId unused(SourceId name) {
        SourceId unused = name;
        for (Checkpoint.Entry entry : all()) {
            SourceId taken = entry.source();
            if (taken.hash().equals(name.hash())) {
                entries.remove(taken);
                unused = taken.generation() < unused.generation() ? unused : taken.nextGeneration();
            }
        }
        return unused;
    }

    /** Forgets those that were not seen since. */
    void forgetBefore(Instant time) {
        entries.values().removeIf(entry -> entry.seenAtMillis() < time.toEpochMilli());
    }
}
