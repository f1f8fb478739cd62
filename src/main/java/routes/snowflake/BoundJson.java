package routes.snowflake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * Rows as one bind variable: SQL unfolds the JSON with {@code flatten}. So any number of rows takes one statement, and
 * hostile text in them stays data. Component names come out in snake case.
 */
public final class BoundJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private BoundJson() {}

    /** A JSON array of objects. */
    public static String of(List<? extends Record> rows) {
        try {
            return JSON.writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of text and numbers are always writable", e);
        }
    }
}
