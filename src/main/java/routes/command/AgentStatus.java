package routes.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import routes.settings.FeedSettings;
import routes.settings.Settings;
import routes.tail.CheckpointException;
import routes.tail.FeedProgress;
import routes.tail.FileProgress;
import routes.tail.Problem;
import routes.text.Printable;

/**
 * How far the files of an agent have been delivered and what is wrong, from the checkpoints and the files alone. Immutable.
 *
 * @param checkpoint the directory of the checkpoints
 * @param feeds those that could be read, in order
 * @param failures why the others could not, by feed; under an empty name if none could
 * @param at when it was read
 */
public record AgentStatus(Path checkpoint, List<FeedProgress> feeds, Map<String, String> failures, Instant at) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            // Paths are foreign text; a terminal must not act on what they hold.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    /** Copies the collections. */
    public AgentStatus {
        feeds = List.copyOf(feeds);
        failures = Map.copyOf(failures);
    }

    /** Reads it. */
    public static AgentStatus read(Settings.Tailing tailing, Clock clock) {
        Path checkpoint = tailing.settings().checkpoint().toAbsolutePath();
        if (!Files.isDirectory(checkpoint)) {
            String missing = "Checkpoint directory " + checkpoint
                    + " is missing, or closed to this user: no agent has run with it, or it was lost. The property"
                    + " tail.checkpoint names it.";
            return new AgentStatus(checkpoint, List.of(), Map.of("", missing), clock.instant());
        }
        List<FeedProgress> feeds = new ArrayList<>();
        Map<String, String> failures = new TreeMap<>();
        for (FeedSettings feed : tailing.feeds().values()) {
            try {
                feeds.add(FeedProgress.read(checkpoint, feed.name(), feed.files()));
            } catch (CheckpointException | IOException | IllegalArgumentException e) {
                failures.put(feed.name(), Printable.message(e));
            }
        }
        return new AgentStatus(checkpoint, feeds, failures, clock.instant());
    }

    /** Whether every checkpoint could be read. */
    public boolean isReadable() {
        return failures.isEmpty();
    }

    /** A table for people. */
    public String text() {
        Table table = new Table("FEED", "FILE", "SIZE", "POSITION", "BEHIND", "LAST SEEN", "STATE", "LAST ERROR");
        table.alignRight(2, 3, 4);
        for (FeedProgress feed : feeds) {
            for (FileProgress file : feed.files()) {
                table.add(
                        feed.feed(),
                        Printable.whole(file.path()),
                        bytes(file.size()),
                        bytes(file.position()),
                        bytes(file.behind()),
                        file.lastSeen().map(Instant::toString).orElse("-"),
                        file.state().toString(),
                        file.problem().or(feed::delivery).map(AgentStatus::tell).orElse("-"));
            }
        }
        StringBuilder text = new StringBuilder(table.isEmpty() ? "" : table + "\n");
        for (FeedProgress feed : feeds) {
            if (!feed.hasCheckpoint()) {
                text.append("Feed %s has no checkpoint yet: no agent has read a file of it.%n".formatted(feed.feed()));
            } else if (feed.files().isEmpty()) {
                text.append("Feed %s has no files.%n".formatted(feed.feed()));
            }
            feed.delivery()
                    .ifPresent(problem ->
                            text.append("Feed %s is not delivered: %s%n".formatted(feed.feed(), tell(problem))));
        }
        failures.values().stream()
                .sorted()
                .forEach(failure -> text.append("ERROR ").append(failure).append('\n'));
        return text.append(total())
                .append(", by the checkpoints in %s at %s".formatted(Printable.whole(checkpoint), at))
                .toString();
    }

    /** The same for programs: sizes in bytes, times in ISO 8601. */
    public String json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("checkpoint", checkpoint.toString()).put("at", at.toString());
        if (isReadable()) {
            json.put("files", files()).put("bytesBehind", behind());
        } else {
            // A total of what happens to be readable would look well.
            json.putNull("files").putNull("bytesBehind");
        }
        ArrayNode all = json.putArray("feeds");
        feeds.forEach(feed -> add(all.addObject(), feed));
        unreadable().forEach((feed, message) -> all.addObject()
                .put("feed", feed)
                .put("error", message)
                .putNull("hasCheckpoint")
                .putNull("bytesBehind")
                .putNull("files"));
        ArrayNode errors = json.putArray("errors");
        failures.forEach((feed, message) -> errors.addObject().put("feed", feed).put("message", message));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of text and numbers is always JSON", e);
        }
    }

    private static void add(ObjectNode json, FeedProgress feed) {
        json.put("feed", feed.feed())
                .putNull("error")
                .put("hasCheckpoint", feed.hasCheckpoint())
                .put("bytesBehind", feed.bytesBehind());
        add(json, feed.delivery());
        ArrayNode files = json.putArray("files");
        for (FileProgress file : feed.files()) {
            ObjectNode one = files.addObject()
                    .put("file", file.path())
                    .put("state", file.state().toString());
            add(one, "size", file.size());
            add(one, "position", file.position());
            add(one, "behind", file.behind());
            one.put("lastSeen", file.lastSeen().map(Instant::toString).orElse(null));
            add(one, file.problem());
        }
    }

    private static void add(ObjectNode json, Optional<Problem> problem) {
        json.put("lastError", problem.map(Problem::message).orElse(null));
        json.put(
                "lastErrorSince",
                problem.map(found -> Instant.ofEpochMilli(found.sinceMillis()).toString())
                        .orElse(null));
    }

    private static void add(ObjectNode json, String name, OptionalLong bytes) {
        if (bytes.isPresent()) {
            json.put(name, bytes.getAsLong());
        } else {
            json.putNull(name);
        }
    }

    private String total() {
        if (feeds.isEmpty() && !isReadable()) {
            return "An unknown number of bytes behind";
        }
        String known = "%d files, %s behind".formatted(files(), Table.bytes(behind()));
        return isReadable()
                ? known
                : "%s and an unknown number in %d feeds that cannot be read"
                        .formatted(known, unreadable().size());
    }

    /** Why feeds cannot be read, by feed. */
    private Map<String, String> unreadable() {
        Map<String, String> byFeed = new TreeMap<>(failures);
        byFeed.remove("");
        return byFeed;
    }

    private int files() {
        return feeds.stream().mapToInt(feed -> feed.files().size()).sum();
    }

    private long behind() {
        return feeds.stream().mapToLong(FeedProgress::bytesBehind).sum();
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Table.bytes(bytes.getAsLong()) : "-";
    }

    private static String tell(Problem problem) {
        return Printable.whole(problem.message()) + " (since " + Instant.ofEpochMilli(problem.sinceMillis()) + ")";
    }
}
