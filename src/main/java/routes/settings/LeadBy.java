package routes.settings;

import java.util.Locale;

/** What decides which of several loaders of a pipeline leads. */
public enum LeadBy {
    /** Nothing: every loader works, and the fence turns all away but the one that came last. */
    NONE,
    /** A lock on a file, for processes of one host. */
    FILE,
    /** A Lease of Kubernetes. */
    KUBERNETES;

    /** As it stands in the properties. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
