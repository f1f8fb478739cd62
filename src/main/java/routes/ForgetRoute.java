package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.Forgotten;

/**
 * Erases one customer from the warehouse and finds the archived objects that still name them. A {@link Forgotten} arrives
 * with the header {@code customer_id}; it leaves with what was erased and what is left to a person. The archive is read
 * first, without a lock: what fails there fails before anything was erased.
 */
public final class ForgetRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:forget")
                .routeId("forget")
                .routeGroup("batch")
                .routeDescription("Erases a customer and names the archived objects that hold them still")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setVariable("forgotten", body())
                .setHeader("pipeline", simple("{{pipeline}}"))
                .step("find_archived_objects")
                .setBody(sql("forget/find_archived_objects"))
                .to(SNOWFLAKE_BOUND)
                .setVariable("forgotten", method(Forgotten.class, "archived(${variable.forgotten}, ${body})"))
                .end()
                .to("direct:erase")
                .setBody(method("archive", "unloads(${variable.forgotten.batches})"))
                .setBody(method(Forgotten.class, "unloaded(${variable.forgotten}, ${body})"));
    }
}
