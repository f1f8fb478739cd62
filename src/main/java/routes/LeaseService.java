package routes;

import org.apache.camel.support.cluster.AbstractCamelClusterService;
import routes.lease.Election;
import routes.lease.KubernetesLeases;
import routes.lease.Pace;
import routes.settings.LeadSettings;

/** Has a Lease of Kubernetes decide who leads; Camel's way to ask for it. */
final class LeaseService extends AbstractCamelClusterService<LeaseView> {
    private final LeadSettings settings;
    private final String candidate;

    /**
     * Creates it.
     *
     * @param candidate names this process in the Lease, unlike any other that ever was
     */
    LeaseService(LeadSettings settings, String candidate) {
        super("lease");
        this.settings = settings;
        this.candidate = candidate;
    }

    @Override
    protected LeaseView createView(String lease) {
        Pace pace = new Pace(settings.leaseDuration(), settings.renewDeadline(), settings.retryPeriod());
        Election election = Election.of(KubernetesLeases.of(settings, lease), candidate, pace);
        return new LeaseView(
                this, lease, election, candidate, settings.retryPeriod().toMillis());
    }
}
