package routes;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import routes.batch.Origin;
import routes.operate.Replays;

/** Processes a batch again by the route {@code replay}, as the commands do. Thread-safe. */
final class CamelReplays implements Replays {
    private final CamelContext context;

    CamelReplays(CamelContext context) {
        this.context = context;
    }

    @Override
    public String replay(String verb, Origin origin) {
        try {
            return context.createFluentProducerTemplate()
                    .withBody(origin)
                    .withHeader("verb", verb)
                    .to("direct:replay")
                    .request(String.class);
        } catch (CamelExecutionException e) {
            throw new IllegalStateException(Cause.message(e), e);
        }
    }
}
