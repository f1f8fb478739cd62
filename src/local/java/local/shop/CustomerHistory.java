package local.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The versions of one customer, computed from its events in whatever order and however often they are given. At one
 * instant a deletion beats a change. A change that changes nothing extends the version before it; a deletion ends it and
 * opens none. Immutable and thread-safe.
 */
public final class CustomerHistory {
    private final List<CustomerVersion> versions;

    private CustomerHistory(List<CustomerVersion> versions) {
        this.versions = Collections.unmodifiableList(versions);
    }

    /**
     * The history that these events tell.
     *
     * @throws IllegalArgumentException if two different changes at one instant leave open which of them counts
     */
    public static CustomerHistory of(Collection<CustomerEvent> events) {
        Map<Instant, CustomerEvent> deciding = new TreeMap<>();
        Map<Instant, CustomerEvent> deletions = new TreeMap<>();
        for (CustomerEvent event : events) {
            if (event.isDelete()) {
                deletions.put(event.changedAt(), event);
            }
        }
        for (CustomerEvent event : events) {
            if (!deletions.containsKey(event.changedAt())) {
                CustomerEvent other = deciding.put(event.changedAt(), event);
                if (other != null && !other.equals(event)) {
                    throw new IllegalArgumentException(other + " and " + event + " are of the same time");
                }
            }
        }
        deciding.putAll(deletions);
        return new CustomerHistory(versions(deciding.values()));
    }

    private static List<CustomerVersion> versions(Collection<CustomerEvent> inOrder) {
        List<CustomerVersion> versions = new ArrayList<>();
        for (CustomerEvent event : inOrder) {
            int last = versions.size() - 1;
            boolean isOpen = last >= 0 && versions.get(last).validTo().isEmpty();
            if (isOpen && !event.isDelete() && versions.get(last).saysTheSameAs(event)) {
                continue;
            }
            if (isOpen) {
                versions.set(last, versions.get(last).endedAt(event.changedAt()));
            }
            if (!event.isDelete()) {
                versions.add(CustomerVersion.openedBy(event));
            }
        }
        return versions;
    }

    /** From the oldest to the newest; they never overlap. */
    public List<CustomerVersion> versions() {
        return versions;
    }

    /** The version that is valid at that instant, if the customer is known and not deleted then. */
    public Optional<CustomerVersion> at(Instant instant) {
        return versions.stream()
                .filter(version -> !version.validFrom().isAfter(instant)
                        && version.validTo().map(instant::isBefore).orElse(true))
                .findFirst();
    }
}
