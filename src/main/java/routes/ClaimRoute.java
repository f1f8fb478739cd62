package routes;

import static routes.Endpoints.BELL;
import static routes.Endpoints.LOOK;

import org.apache.camel.builder.RouteBuilder;

/**
 * Looks at landing when {@code poll} or {@code notify} asks for it. When enough waits, or a batch is unfinished, the bell is
 * rung; when something waits that will be due later, the next look is set for then. Objects that no feed declares go to
 * dead-letter. Forms no batch itself, so a missed or doubled ring does no harm; a failed look is repeated at the next poll.
 */
public final class ClaimRoute extends RouteBuilder {
    @Override
    public void configure() {
        from(LOOK)
                .routeId("claim")
                .routeGroup("batch")
                .routeDescription("Looks at landing and rings the bell when a batch is due")
                .precondition(Endpoints.when("loader"))
                .routePolicyRef(Leading.POLICY)
                .errorHandler(defaultErrorHandler().logStackTrace(false).logExhaustedMessageHistory(false))
                .filter(method("nextTurn", "isDue"))
                .filter(method("landing", "isDue"))
                .to(BELL)
                .end()
                // Last: a stray object that cannot be moved must not keep the batches waiting.
                .split(method("landing", "strays"))
                .to("direct:dead-letter")
                .end();
    }
}
