package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/**
 * Brings a batch into the warehouse in one transaction, unless it is there already. The session is tagged before it
 * begins, since Snowflake may take ALTER for DDL, which commits. Then the fence comes first: nothing is read before its
 * row is locked and its epoch is ours. Nothing is handled in here and nothing is retried: whatever fails rolls everything
 * back and ends the turn.
 */
public final class LoadRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:load")
                .routeId("load")
                .routeGroup("batch")
                .routeDescription("Takes the fence, then loads and models the batch unless the warehouse has it")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .transacted("transaction")
                .setHeader("pipeline", simple("{{pipeline}}"))
                .step("tag_session")
                .setBody(sql("load/tag_session"))
                .to(SNOWFLAKE)
                .end()
                .to("direct:enter")
                .step("find_batch")
                .setBody(sql("load/find_batch"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .filter(simple("${body.isEmpty}"))
                .to("direct:plan")
                .to("direct:copy")
                .script(simple("${variable.times.mark('load')}"))
                .setHeader("run", constant(1))
                .setHeader("hold_above", method("settings", "holdAbove('load')"))
                .to("direct:transform")
                .to("direct:keep-cut")
                .to("direct:record")
                .script(simple("${variable.times.mark('transform')}"));
    }
}
