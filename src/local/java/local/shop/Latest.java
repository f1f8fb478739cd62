package local.shop;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Of the different versions of each thing the latest stands, in whatever order and however often they are added. Not
 * thread-safe.
 *
 * @param <T> a version; equal ones are one
 */
final class Latest<T> {
    private final Comparator<T> order;
    private final Map<String, T> standing = new HashMap<>();
    private final Set<T> superseded = new HashSet<>();

    Latest(Comparator<T> order) {
        this.order = order;
    }

    void add(String id, T version) {
        T other = standing.get(id);
        if (other == null) {
            standing.put(id, version);
        } else if (order.compare(version, other) > 0) {
            standing.put(id, version);
            superseded.add(other);
        } else if (!version.equals(other)) {
            superseded.add(version);
        }
    }

    /** The version that stands, by the id of the thing. */
    Map<String, T> standing() {
        return Collections.unmodifiableMap(standing);
    }

    /** All others. */
    Set<T> superseded() {
        return Collections.unmodifiableSet(superseded);
    }
}
