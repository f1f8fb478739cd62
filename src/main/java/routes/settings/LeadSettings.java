package routes.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which of several loaders of a pipeline leads.
 *
 * @param by what decides
 * @param directory where the lock file is, if a file decides
 * @param lease the name of the Lease or of the lock file; made of the pipeline's if it is not set
 * @param namespace where the Lease is; the pod's own if it is not set
 * @param leaseDuration how long others wait for a leader that is not heard of any more; whole seconds
 * @param renewDeadline how long a leader goes on that cannot renew
 * @param retryPeriod how often the leader renews and the others look
 * @param apiServer the URL of the API server; that of the pod's cluster if it is not set
 * @param serviceAccount the directory with the token, the certificate of the authority and the namespace
 */
public record LeadSettings(
        LeadBy by,
        Optional<Path> directory,
        Optional<String> lease,
        Optional<String> namespace,
        Duration leaseDuration,
        Duration renewDeadline,
        Duration retryPeriod,
        Optional<String> apiServer,
        Path serviceAccount) {
    /** Names of objects in Kubernetes, by RFC 1123; harmless as a file's name too. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    public LeadSettings {
        if (by == LeadBy.FILE && directory.isEmpty()) {
            throw new IllegalArgumentException("lead.directory is not set, but lead.by is file: name a directory on a"
                    + " local disk that every loader of this host can write to");
        }
        lease.ifPresent(name -> check("lead.lease", name));
        namespace.ifPresent(name -> check("lead.namespace", name));
        AtLeast.check("lead.lease-duration", leaseDuration, Duration.ofSeconds(1));
        if (leaseDuration.toMillis() % Duration.ofSeconds(1).toMillis() != 0) {
            throw new IllegalArgumentException("lead.lease-duration is " + leaseDuration.toMillis()
                    + "ms: expected whole seconds, since a Lease counts in them");
        }
        AtLeast.check("lead.retry-period", retryPeriod, AtLeast.SHORTEST);
        checkShorter("lead.retry-period", retryPeriod, "lead.renew-deadline", renewDeadline);
        checkShorter("lead.renew-deadline", renewDeadline, "lead.lease-duration", leaseDuration);
        apiServer.ifPresent(LeadSettings::checkServer);
    }

    /** The name of the Lease or of the lock file. */
    public String lease(String pipeline) {
        return lease.orElseGet(() -> "snowline-" + pipeline.replace('_', '-').replaceAll("-+$", ""));
    }

    private static void check(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(key + " is '" + name
                    + "': expected lower-case letters, digits and hyphens, 63 at most, no hyphen first or last");
        }
    }

    private static void checkShorter(String key, Duration value, String otherKey, Duration other) {
        if (value.compareTo(other) >= 0) {
            throw new IllegalArgumentException(key + " is " + value.toMillis() + "ms: expected less than " + otherKey
                    + ", which is " + other.toMillis() + "ms");
        }
    }

    /** The token is sent along, so only this host may be asked without encryption. */
    private static void checkServer(String url) {
        URI server = server(url);
        boolean isPlain = "http".equals(server.getScheme()) && LOOPBACK.contains(server.getHost());
        if (server.getHost() == null || !(isPlain || "https".equals(server.getScheme()))) {
            throw new IllegalArgumentException(
                    "lead.api-server is '" + url + "': expected a URL such as https://10.0.0.1:6443");
        }
    }

    private static URI server(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "lead.api-server is '" + url + "': expected a URL such as https://10.0.0.1:6443", e);
        }
    }
}
