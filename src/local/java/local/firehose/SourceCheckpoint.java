package local.firehose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far each shard of a data stream has been read, in a file that a reader goes on from: a line for each shard.
 *
 * <p>Not thread-safe.
 */
final class SourceCheckpoint {
    private final Path file;
    private final Map<String, Place> places = new LinkedHashMap<>();

    /**
     * A place in a shard.
     *
     * @param kind what the value means
     * @param value a time or a sequence number; empty where the kind says all
     */
    record Place(Kind kind, String value) {
        static final Place BEGINNING = new Place(Kind.BEGINNING, "");
        static final Place END = new Place(Kind.END, "");

        static Place since(Instant time) {
            return new Place(Kind.SINCE, time.toString());
        }

        static Place after(String sequence) {
            return new Place(Kind.AFTER, sequence);
        }
    }

    enum Kind {
        BEGINNING,
        SINCE,
        AFTER,
        END
    }

    /** Reads the file, if there is one. */
    SourceCheckpoint(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split(" ", -1);
                places.put(words[0], new Place(Kind.valueOf(words[1]), words[2]));
            }
        }
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    Optional<Place> place(String shard) {
        return Optional.ofNullable(places.get(shard));
    }

    boolean isAtEnd(String shard) {
        return Place.END.equals(places.get(shard));
    }

    /** Shards of which there may be more to read. */
    List<String> unfinished() {
        return places.keySet().stream().filter(shard -> !isAtEnd(shard)).toList();
    }

    /** Sets a place and writes the file. */
    void save(String shard, Place place) throws IOException {
        places.put(shard, place);
        List<String> lines = new ArrayList<>();
        places.forEach((name, at) -> lines.add(name + " " + at.kind() + " " + at.value()));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, lines);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
