package local.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One text for each JSON value, however it was written: the order of keys, escapes and zeros after the point tell nothing. */
final class CanonicalJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private CanonicalJson() {}

    /**
     * The text that stands for this one.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    static String of(String json) {
        return write(read(json));
    }

    /** As {@link #of}, of an array without the nulls at its end. */
    static String withoutTrailingNulls(String json) {
        Object value = read(json);
        if (value instanceof List<?> array) {
            int size = array.size();
            while (size > 0 && array.get(size - 1) instanceof NullNode) {
                size--;
            }
            return write(array.subList(0, size));
        }
        return write(value);
    }

    /** The text that stands for an array or an object. */
    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    private static Object read(String json) {
        try {
            return plain(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + json, e);
        }
    }

    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> object = new TreeMap<>();
            node.properties().forEach(field -> object.put(field.getKey(), plain(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            List<Object> array = new ArrayList<>();
            node.forEach(element -> array.add(plain(element)));
            return array;
        }
        if (node.isNumber()) {
            return new BigDecimal(node.decimalValue().stripTrailingZeros().toPlainString());
        }
        return node;
    }
}
