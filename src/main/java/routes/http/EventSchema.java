package routes.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.settings.SettingsException;
import routes.text.Printable;

/** The JSON Schema of a feed, of draft 2020-12 unless it names another. Safe for any number of threads. */
final class EventSchema {
    private static final String ON_CLASS_PATH = "classpath:";
    /** Enough to see what is wrong; an event can break a schema in thousands of places. */
    private static final int MAX_MESSAGES = 3;

    private static final int MAX_REASON = 500;
    /** Beyond what a double holds. A rule such as multipleOf writes a number out in all its digits, and they may be millions. */
    private static final int MAX_EXPONENT = 1_000;

    private static final ObjectMapper TREES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonSchema schema;

    private EventSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /**
     * Reads the schema of a feed. What it refers to has to stand in it: nothing is fetched.
     *
     * @param place a path, or {@code classpath:} and a name
     * @throws SettingsException if it cannot be used
     */
    static EventSchema read(String feed, String place) {
        try (InputStream in = open(place)) {
            JsonNode tree = TREES.readTree(in);
            if (tree == null || !tree.isObject()) {
                throw new IOException("it is no JSON object");
            }
            JsonSchema schema = JsonSchemaFactory.getInstance(
                            SpecVersion.VersionFlag.V202012,
                            factory -> factory.schemaLoaders(loaders -> loaders.values(all -> all.clear())))
                    .getSchema(
                            tree,
                            SchemaValidatorsConfig.builder().failFast(false).build());
            schema.initializeValidators();
            return new EventSchema(schema);
        } catch (IOException | RuntimeException e) {
            throw new SettingsException(
                    "Property feed." + feed + ".ingest-schema is '" + Printable.of(place)
                            + "', which is no JSON Schema that can be used: "
                            + (e instanceof NoSuchFileException ? "there is no such file" : Printable.message(e)) + ".",
                    e);
        }
    }

    private static InputStream open(String place) throws IOException {
        if (!place.startsWith(ON_CLASS_PATH)) {
            return Files.newInputStream(Path.of(place));
        }
        InputStream in = EventSchema.class.getResourceAsStream("/" + place.substring(ON_CLASS_PATH.length()));
        if (in == null) {
            throw new IOException("nothing of this name is on the class path");
        }
        return in;
    }

    /** Why an event does not satisfy it; empty if it does. The event is valid JSON. */
    Optional<String> problem(byte[] text, int from, int to) {
        Set<ValidationMessage> messages;
        try {
            JsonNode event = TREES.readTree(text, from, to - from);
            if (hasEndlessNumber(event)) {
                return Optional.of("it has a number whose exponent is above " + MAX_EXPONENT);
            }
            messages = schema.validate(event);
        } catch (IOException e) {
            return Optional.of("it cannot be read as a tree: " + reason(Printable.message(e)));
        }
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(reason(messages.stream()
                        .limit(MAX_MESSAGES)
                        .map(EventSchema::text)
                        .collect(Collectors.joining("; "))));
    }

    /** Trees are no deeper than {@link JsonBody#MAX_DEPTH}. */
    private static boolean hasEndlessNumber(JsonNode node) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            return Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT;
        }
        for (JsonNode child : node) {
            if (hasEndlessNumber(child)) {
                return true;
            }
        }
        return false;
    }

    /** Where an event is wrong, and how; about the event itself, only how. */
    private static String text(ValidationMessage message) {
        String place = message.getInstanceLocation().toString();
        return Printable.of(place.isEmpty() ? message.getError() : place + ": " + message.getError());
    }

    private static String reason(String messages) {
        return messages.substring(0, Math.min(messages.length(), MAX_REASON));
    }
}
