package routes.watch;

import java.util.List;
import java.util.Map;

/**
 * A request to the management port, as far as the batch API cares.
 *
 * @param isSteering whether it asks for something to be done, not to look; then the gate has let the visitor pass who may
 * @param path the parts of its path, without an ending {@code .json}
 * @param parameters those behind the question mark; of several of one name the first
 * @param wantsPage whether HTML is wanted, not JSON
 * @param visitor who sends it
 * @param body its body, as text
 */
record Ask(
        boolean isSteering,
        List<String> path,
        Map<String, String> parameters,
        boolean wantsPage,
        Visitor visitor,
        String body) {

    /** One part of the path; empty behind its end. */
    String part(int index) {
        return index < path.size() ? path.get(index) : "";
    }
}
