package routes.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import routes.operate.Refusal;

/** JSON of the management port: times in ISO 8601, nothing left out. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of text, numbers and times are always writable", e);
        }
    }

    /** A record as names and values. */
    static Map<String, Object> map(Record value) {
        return MAPPER.convertValue(value, new TypeReference<>() {});
    }

    /**
     * Reads a body; an empty one is an empty object.
     *
     * @param form what the body should look like, for people
     * @throws Refusal if it has another form
     */
    static <T> T read(String body, Class<T> type, String form) {
        try {
            T value = MAPPER.readValue(body.isBlank() ? "{}" : body, type);
            if (value != null) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // Told below: what the parser says names classes of this program.
        }
        throw Refusal.misunderstood("The body is not understood: expected JSON such as " + form + ".");
    }
}
