package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/** Enters the statements of the transaction so far in {@code control.batch_steps}. Part of a load or a replay. */
public final class AuditRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:audit")
                .routeId("audit")
                .routeGroup("batch")
                .routeDescription("Enters the statements that made the batch in control.batch_steps")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .step("record_steps")
                .setHeader("steps", method("audit", "json"))
                .setBody(sql("load/record_steps"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("steps")
                .end();
    }
}
