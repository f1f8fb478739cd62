package routes.tail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * What a running agent knows to be wrong with a feed. It leaves this beside the checkpoint for the command that shows the
 * state of an agent, which may run when the agent does not. Immutable.
 *
 * @param files the files that cannot be read, by path
 * @param delivery why nothing leaves; null if something does
 */
public record FeedProblems(Map<String, Problem> files, Problem delivery) {
    /** Nothing is wrong. */
    public static final FeedProblems NONE = new FeedProblems(Map.of(), null);

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Copies the map. */
    public FeedProblems {
        files = Map.copyOf(files);
    }

    /** Replaces what was left before. A crash may lose it: it is only told, never relied on. */
    public void leave(Path directory, String feed) throws IOException {
        Path unfinished = directory.resolve(feed + ".problems.json.unfinished");
        Files.write(unfinished, JSON.writeValueAsBytes(this));
        Files.move(unfinished, file(directory, feed), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What an agent left; empty if it left nothing that can be read. */
    static Optional<FeedProblems> read(Path directory, String feed) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(directory, feed)), FeedProblems.class));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path directory, String feed) {
        return directory.resolve(feed + ".problems.json");
    }
}
