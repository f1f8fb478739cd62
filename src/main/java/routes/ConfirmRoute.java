package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.CommittedBatch;

/**
 * Asks the warehouse, outside the transaction, whether the batch is there: a COMMIT that answered OK is no proof. What
 * it finds are the batch's counts. A batch that is not there ends the turn; the next one loads it.
 */
public final class ConfirmRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:confirm")
                .routeId("confirm")
                .routeGroup("batch")
                .routeDescription("Reads back that the batch was committed, and its counts")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .step("confirm_batch")
                .setBody(sql("load/find_batch"))
                .to(SNOWFLAKE_BOUND)
                .setVariable("counts", method(CommittedBatch.class, "counts(${header.batch_id}, ${body})"))
                .setVariable("delay", method(CommittedBatch.class, "delay(${body})"))
                .setVariable("statements", method(CommittedBatch.class, "statements(${body})"))
                .end();
    }
}
