package routes.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import routes.batch.BatchId;
import routes.text.Printable;

/**
 * A command that a running loader carries out: {@code batches}, {@code batch}, {@code dead-letters}, {@code retry --reason},
 * {@code pause} and {@code resume}. The answer is what the management port tells, as a table or as JSON.
 */
public final class LoaderCommand {
    public static final String URL = "--url";
    private static final String REASON = "--reason";
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "batches", Set.of("--status", "--feed", "--since", "--until", "--cursor", "--limit", URL),
            "batch", Set.of(URL),
            "dead-letters", Set.of(REASON, "--feed", "--kind", "--cursor", "--limit", URL),
            "retry", Set.of(REASON, "--feed", URL),
            "pause", Set.of(URL),
            "resume", Set.of(URL));

    private static final JsonMapper JSON = JsonMapper.builder()
            // Keys and lines are foreign text; a terminal must not act on what they hold.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final String command;
    private final Options options;

    private LoaderCommand(String command, Options options) {
        this.command = command;
        this.options = options;
    }

    /** Whether a running loader carries a command out; {@code retry} with keys needs none. */
    public static boolean isOne(List<String> arguments) {
        return !arguments.isEmpty()
                && OPTIONS.containsKey(arguments.get(0))
                && (!arguments.get(0).equals("retry") || arguments.contains(REASON));
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not understood
     */
    public static LoaderCommand parse(List<String> arguments) {
        String command = arguments.get(0);
        Options options = Options.parse(arguments.subList(1, arguments.size()), OPTIONS.get(command));
        int operands = options.operands().size();
        boolean isUnderstood =
                switch (command) {
                    case "batch" ->
                        operands == 1 && BatchId.matches(options.operands().get(0));
                    case "pause" -> operands >= 1;
                    default -> operands == 0;
                };
        if (!isUnderstood) {
            throw new IllegalArgumentException(
                    switch (command) {
                        case "batch" -> "batch needs one batch id behind it, such as 20261120T093000Z-0a1b2c";
                        case "pause" -> "pause needs a reason behind it, for whoever finds the pause at night";
                        default ->
                            command + " takes options only, not "
                                    + Printable.of(options.operands().get(0));
                    });
        }
        options.value(URL).ifPresent(RunningLoader::port);
        return new LoaderCommand(command, options);
    }

    /** Where the loader is, if an option says so. */
    public Optional<String> url() {
        return options.value(URL);
    }

    /** Has the loader carry it out, and says what to print. */
    public String run(RunningLoader loader) {
        JsonNode answer =
                switch (command) {
                    case "batches" -> loader.get("/batches" + query());
                    case "batch" ->
                        loader.get("/batches/" + encoded(options.operands().get(0)));
                    case "dead-letters" -> loader.get("/dead-letters" + query());
                    case "retry" -> loader.post("/dead-letters/retry", body());
                    case "pause" ->
                        loader.post("/claiming/pause", Map.of("reason", String.join(" ", options.operands())));
                    default -> loader.post("/claiming/resume", Map.of());
                };
        if (options.isJson()) {
            return json(answer);
        }
        return switch (command) {
            case "batches" -> claiming(loader.get("/claiming")) + batches(answer);
            case "batch" -> batch(answer);
            case "dead-letters" -> letters(answer);
            default -> text(answer, "message");
        };
    }

    /** JSON for a program, indented for people. */
    public static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
        }
    }

    private String query() {
        return options.values().entrySet().stream()
                .filter(option -> !option.getKey().equals(URL))
                .map(option -> option.getKey().substring(2) + "=" + encoded(option.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private Map<String, String> body() {
        Map<String, String> body = new LinkedHashMap<>();
        options.value(REASON).ifPresent(reason -> body.put("reason", reason));
        options.value("--feed").ifPresent(feed -> body.put("feed", feed));
        return body;
    }

    private static String claiming(JsonNode status) {
        return "Claiming: " + text(status, "state")
                + said(status, ", ", "reason")
                + said(status, ", by ", "by")
                + said(status, ", since ", "since")
                + said(status, ". ", "advice") + "\n";
    }

    private static String batches(JsonNode page) {
        Table table = new Table(
                "BATCH", "STATUS", "WHERE", "FEEDS", "OBJECTS", "ROWS", "REJECTED", "RECORDED", "HINDERED BY");
        table.alignRight(4, 5, 6);
        for (JsonNode batch : page.path("batches")) {
            table.add(
                    text(batch, "batchId"),
                    text(batch, "status"),
                    text(batch, "place"),
                    StreamSupport.stream(batch.path("feeds").spliterator(), false)
                            .map(feed -> Printable.of(feed.asText()))
                            .collect(Collectors.joining(",")),
                    text(batch, "objects"),
                    text(batch.path("counts"), "rowsParsed"),
                    text(batch.path("counts"), "rowsRejected"),
                    text(batch, "recordedAt"),
                    batch.path("hindrance").isNull() ? text(batch, "note") : text(batch.path("hindrance"), "reason"));
        }
        return problem(page) + (table.isEmpty() ? "There are no such batches." : table) + next(page);
    }

    private static String batch(JsonNode detail) {
        JsonNode batch = detail.path("batch");
        StringBuilder told = new StringBuilder(problem(detail));
        told.append("Batch ").append(text(batch, "batchId")).append(": ");
        told.append(text(batch, "status"))
                .append(", ")
                .append(text(batch, "place"))
                .append('\n');
        told.append(said(batch.path("hindrance"), "Hindered by: ", "reason")).append(said(batch, "\n", "note"));
        told.append(
                table(detail.path("counts"), "run", "feed", "rowsParsed", "rowsAccepted", "rowsRejected", "rowsHeld"));
        told.append(table(detail.path("rules"), "rule", "feed", "severity", "rowsFailed", "description"));
        told.append(table(detail.path("rejected"), "rule", "feed", "sourceFile", "sourceRow", "reason", "line"));
        told.append(table(
                detail.path("objects"),
                "feed",
                "status",
                "bytes",
                "rowsParsed",
                "rowsLoaded",
                "key",
                "landingKey",
                "error"));
        told.append(table(detail.path("stages"), "run", "stage", "statements", "milliseconds"));
        told.append(table(
                detail.path("statements"), "run", "ordinal", "script", "rowsAffected", "milliseconds", "queryId"));
        return told.toString().stripTrailing();
    }

    private static String letters(JsonNode page) {
        Table table = new Table("KEY", "FROM", "SIZE", "TRIES", "SET ASIDE", "WHY");
        Set<String> advice = new LinkedHashSet<>();
        table.alignRight(2, 3);
        for (JsonNode letter : page.path("letters")) {
            JsonNode sidecar = letter.path("sidecar");
            table.add(
                    text(letter, "key"),
                    text(sidecar, "origin"),
                    Table.bytes(letter.path("size").asLong()),
                    text(sidecar, "attempts"),
                    text(sidecar, "foundAt"),
                    sidecar.isObject() ? text(sidecar, "reason") : text(letter, "problem"));
            advice.add(said(sidecar, "\n", "advice"));
        }
        if (table.isEmpty()) {
            return "There are no such dead letters" + (next(page).isEmpty() ? "." : ", as far as was looked.")
                    + next(page);
        }
        return table + "\n" + String.join("", advice) + next(page);
    }

    /** Records as a table, whose columns are named as in the JSON; nothing if there are none. */
    private static String table(JsonNode rows, String... fields) {
        Table table = new Table(Arrays.copyOf(fields, fields.length));
        rows.forEach(row ->
                table.add(Arrays.stream(fields).map(field -> text(row, field)).toArray(String[]::new)));
        return table.isEmpty() ? "" : "\n" + table + "\n";
    }

    private static String problem(JsonNode answer) {
        return said(answer, "Not all is known: ", "problem")
                + (answer.path("problem").isTextual() ? "\n" : "");
    }

    private static String next(JsonNode page) {
        return page.path("next").isTextual() ? "\nThere are more: --cursor " + text(page, "next") : "";
    }

    private static String said(JsonNode node, String before, String field) {
        return node.path(field).isTextual() ? before + text(node, field) : "";
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() || value.isMissingNode() ? "-" : Printable.of(value.asText());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
