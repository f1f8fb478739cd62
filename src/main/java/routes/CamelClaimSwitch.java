package routes;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import routes.operate.ClaimSwitch;

/** Suspends and resumes the route {@code claim}. Thread-safe. */
final class CamelClaimSwitch implements ClaimSwitch {
    private static final String CLAIM = "claim";

    private final CamelContext context;
    private final Runnable look;

    /**
     * Creates it.
     *
     * @param look has landing looked at
     */
    CamelClaimSwitch(CamelContext context, Runnable look) {
        this.context = context;
        this.look = look;
    }

    @Override
    public Position position() {
        ServiceStatus status = context.getRouteController().getRouteStatus(CLAIM);
        if (status == null) {
            return Position.STOPPED;
        }
        return status.isSuspended() || status.isSuspending()
                ? Position.SUSPENDED
                : status.isStarted() ? Position.STARTED : Position.STOPPED;
    }

    @Override
    public void suspend() {
        steer(controller -> controller.suspendRoute(CLAIM));
    }

    @Override
    public void resume() {
        if (position() == Position.SUSPENDED) {
            steer(controller -> controller.resumeRoute(CLAIM));
        }
        look.run();
    }

    private void steer(Steering steering) {
        try {
            steering.on(context.getRouteController());
        } catch (Exception e) {
            throw new IllegalStateException("The route " + CLAIM + " cannot be switched: " + e.getMessage(), e);
        }
    }

    private interface Steering {
        void on(RouteController controller) throws Exception;
    }
}
