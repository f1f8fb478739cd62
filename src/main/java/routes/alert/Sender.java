package routes.alert;

import java.util.List;

/**
 * Which process an alert comes from.
 *
 * @param host the host's name
 * @param pid the process id
 * @param roles what it does
 * @param pipeline the pipeline
 */
public record Sender(String host, long pid, List<String> roles, String pipeline) {
    public Sender {
        roles = List.copyOf(roles);
    }

    /** {@code loader on lake-1 (pipeline main, process 4711)}. */
    @Override
    public String toString() {
        return String.join(", ", roles) + " on " + host + " (pipeline " + pipeline + ", process " + pid + ")";
    }
}
