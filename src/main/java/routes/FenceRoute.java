package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/**
 * Raises the epoch of the pipeline's fence and answers with it; called at the first turn of each term that this process
 * leads. From then on every earlier loader is turned away at its next transaction. A failure leaves the epoch unraised.
 */
public final class FenceRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:fence")
                .routeId("fence")
                .routeGroup("batch")
                .routeDescription("Raises the fence's epoch and reads it back, in one transaction")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .transacted("transaction")
                .setHeader("pipeline", simple("{{pipeline}}"))
                .setHeader("loader", method("fence", "loader"))
                .step("raise_fence")
                .setBody(sql("fence/raise_fence"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .step("read_raised_fence")
                .setBody(sql("fence/read_fence"))
                .to(SNOWFLAKE)
                .end();
    }
}
