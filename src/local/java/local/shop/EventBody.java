package local.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Random;

/** Makes what an event says beyond its own columns: nested, in any script, with nulls, numbers and empty things. */
final class EventBody {
    static final String[] TYPES = {"page_viewed", "search_made", "cart_changed", "checkout_started"};

    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter PLAIN = JSON.writer();
    private static final ObjectWriter ESCAPED = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final Random random;
    private final Vocabulary vocabulary;

    EventBody(Random random, Vocabulary vocabulary) {
        this.random = random;
        this.vocabulary = vocabulary;
    }

    ObjectNode empty() {
        return JSON.createObjectNode();
    }

    /** The properties that events of this type have. */
    ObjectNode properties(String type) {
        return switch (type) {
            case "page_viewed" -> page();
            case "search_made" -> search();
            case "cart_changed" -> cart();
            default -> checkout();
        };
    }

    /** One line; some writers escape whatever is not ASCII. */
    String write(ObjectNode body) {
        try {
            return (random.nextInt(4) == 0 ? ESCAPED : PLAIN).writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private ObjectNode page() {
        ObjectNode page = JSON.createObjectNode();
        page.put("path", "/products/" + random.nextInt(400)).putNull("referrer");
        page.put("seconds", random.nextInt(90_000) / 1000.0).put("is_first", random.nextBoolean());
        page.putArray("viewport").add(1280).add(720 + random.nextInt(400));
        return page;
    }

    private ObjectNode search() {
        ObjectNode search = JSON.createObjectNode();
        search.put("words", vocabulary.product(random)).put("hits", random.nextInt(50));
        search.put("note", "two\nlines and a\ttab, \\ and /").putObject("filters");
        return search;
    }

    private ObjectNode cart() {
        ObjectNode cart = JSON.createObjectNode();
        for (int items = random.nextInt(4); items > 0; items--) {
            cart.withArray("items")
                    .addObject()
                    .put("product", vocabulary.product(random))
                    .put("quantity", 1 + random.nextInt(9))
                    .put("price", BigDecimal.valueOf(99 + random.nextInt(20_000), 2));
        }
        cart.putArray("coupons").add("").addNull();
        return cart;
    }

    private ObjectNode checkout() {
        ObjectNode checkout = JSON.createObjectNode();
        checkout.put("session", 1_000_000_000_000_000L + random.nextInt()).put("discount", -random.nextInt(10));
        checkout.putObject("address")
                .put("name", vocabulary.name(random))
                .put("country", vocabulary.country(random))
                .putArray("lines")
                .addArray()
                .add(1)
                .addNull();
        return checkout;
    }
}
