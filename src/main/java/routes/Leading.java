package routes;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import routes.settings.LeadBy;
import routes.settings.LeadSettings;
import routes.settings.SettingsException;

/**
 * Decides by the settings who leads. The routes that begin work, {@code poll}, {@code notify} and {@code claim}, have the
 * policy {@value #POLICY}: they run in the leader alone. A turn asks {@link Leadership} before it begins, and is never
 * interrupted.
 */
final class Leading {
    /** What the policy of the routes that begin work is bound as. */
    static final String POLICY = "lead";

    private final LeadSettings settings;
    private final String pipeline;
    private final String loader;

    /**
     * Creates it.
     *
     * @param loader names this process, unlike any other that ever was
     */
    Leading(LeadSettings settings, String pipeline, String loader) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.loader = loader;
    }

    /** Binds the policy and starts to stand for leadership with Camel. */
    Leadership bind(CamelContext context) {
        try {
            return stand(context);
        } catch (SettingsException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stand for leadership", e);
        }
    }

    private Leadership stand(CamelContext context) throws Exception {
        if (settings.by() == LeadBy.NONE) {
            context.getRegistry().bind(POLICY, RoutePolicy.class, new Unled());
            return Leadership.alone(pipeline);
        }
        CamelClusterService service = settings.by() == LeadBy.FILE ? fileLock() : new LeaseService(settings, loader);
        context.addService(service);
        String lease = settings.lease(pipeline);
        ClusteredRoutePolicy policy = ClusteredRoutePolicy.forNamespace(service, lease);
        policy.setCamelContext(context);
        context.getRegistry().bind(POLICY, RoutePolicy.class, policy);
        return Leadership.among(service.getView(lease), pipeline);
    }

    /** A leader that has been silent for the length of a lease is taken to be dead. */
    private CamelClusterService fileLock() {
        FileLockClusterService service = new FileLockClusterService();
        service.setId(loader);
        service.setRoot(settings.directory().orElseThrow().toString());
        service.setAcquireLockDelay(1, TimeUnit.MILLISECONDS);
        service.setAcquireLockInterval(settings.retryPeriod().toMillis(), TimeUnit.MILLISECONDS);
        service.setHeartbeatTimeoutMultiplier(
                (int) Math.max(2, settings.leaseDuration().dividedBy(settings.retryPeriod())));
        return service;
    }

    /** Lets every route run. */
    private static final class Unled extends RoutePolicySupport {}
}
