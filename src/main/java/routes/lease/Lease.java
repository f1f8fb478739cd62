package routes.lease;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A Lease as the API server has it: who holds it, for how long after its last renewal, and which version of it this is. What
 * else stands in it is kept, so labels and owners that others gave it stay. Immutable.
 *
 * <p>The fields are those of {@code coordination.k8s.io/v1}.
 */
final class Lease {
    static final String API_VERSION = "coordination.k8s.io/v1";

    /** A MicroTime of Kubernetes: six digits, neither more nor fewer. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final String METADATA = "metadata";
    private static final String SPEC = "spec";
    private static final String HOLDER = "holderIdentity";
    private static final String DURATION = "leaseDurationSeconds";
    private static final String ACQUIRED = "acquireTime";
    private static final String RENEWED = "renewTime";
    private static final String TRANSITIONS = "leaseTransitions";

    private final ObjectNode document;

    private Lease(ObjectNode document) {
        this.document = document;
    }

    /** As it was read; the document is not to be changed any more. */
    static Lease of(ObjectNode document) {
        return new Lease(document);
    }

    /** One that is not at the API server yet, and that nobody holds. */
    static Lease unborn(String name, String namespace) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", API_VERSION).put("kind", "Lease");
        document.putObject(METADATA).put("name", name).put("namespace", namespace);
        document.putObject(SPEC);
        return new Lease(document);
    }

    /** What it is at the API server; empty if it is not there yet. */
    String version() {
        return document.path(METADATA).path("resourceVersion").asText("");
    }

    /** Who holds it; empty if nobody does. */
    String holder() {
        return document.path(SPEC).path(HOLDER).asText("");
    }

    /** How long after a renewal it stays its holder's. */
    Duration duration() {
        return Duration.ofSeconds(Math.max(0, document.path(SPEC).path(DURATION).asLong(0)));
    }

    /** How often it has changed hands. */
    long transitions() {
        return document.path(SPEC).path(TRANSITIONS).asLong(0);
    }

    /** The same in other hands. */
    Lease takenBy(String holder, Duration duration, Instant now) {
        ObjectNode copy = document.deepCopy();
        ObjectNode spec = spec(copy);
        spec.put(TRANSITIONS, version().isEmpty() ? 0 : transitions() + 1);
        spec.put(HOLDER, holder);
        spec.put(DURATION, duration.toSeconds());
        spec.put(ACQUIRED, MICROS.format(now));
        spec.put(RENEWED, MICROS.format(now));
        return new Lease(copy);
    }

    /** The same, renewed by its holder. */
    Lease renewed(Duration duration, Instant now) {
        ObjectNode copy = document.deepCopy();
        spec(copy).put(DURATION, duration.toSeconds()).put(RENEWED, MICROS.format(now));
        return new Lease(copy);
    }

    /** The same without a holder, so that the next one need not wait. */
    Lease released(Instant now) {
        ObjectNode copy = document.deepCopy();
        spec(copy).put(RENEWED, MICROS.format(now)).remove(HOLDER);
        return new Lease(copy);
    }

    private static ObjectNode spec(ObjectNode document) {
        return document.path(SPEC) instanceof ObjectNode spec ? spec : document.putObject(SPEC);
    }

    /** As JSON. */
    @Override
    public String toString() {
        return document.toString();
    }
}
