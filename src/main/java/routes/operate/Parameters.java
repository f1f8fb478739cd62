package routes.operate;

import java.util.Map;
import java.util.Set;
import routes.text.Printable;

/** The parameters of a request: known ones only, so that a mistyped filter does not show everything. */
final class Parameters {
    private Parameters() {}

    /**
     * Checks their names.
     *
     * @throws Refusal naming one that is not known
     */
    static void check(Map<String, String> parameters, Set<String> names) {
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                throw Refusal.misunderstood("There is no parameter '" + Printable.of(name) + "' here: expected "
                        + String.join(", ", names) + ".");
            }
        }
    }

    /** What is wrong with a value. */
    static Refusal refused(String name, String value, String expected) {
        return Refusal.misunderstood(
                "The parameter " + name + " is '" + Printable.of(value) + "': expected " + expected + ".");
    }

    /**
     * How many of something are wanted.
     *
     * @throws Refusal if it is no number from 1 to the highest
     */
    static int limit(Map<String, String> parameters, int usual, int highest) {
        String text = parameters.getOrDefault("limit", "");
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > highest) {
            throw refused("limit", text, "a number from 1 to " + highest);
        }
        return Integer.parseInt(text);
    }
}
