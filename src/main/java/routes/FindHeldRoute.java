package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.CommittedBatch;

/**
 * Asks which batches are held, after a batch, while the warehouse is awake: somebody may have released one elsewhere. A failure
 * is logged and changes nothing: the batch in hand is in the warehouse and in the archive.
 */
public final class FindHeldRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:find-held")
                .routeId("find-held")
                .routeGroup("batch")
                .routeDescription("Asks which batches are held, for the alerts")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .doTry()
                .step("find_held")
                .setHeader("pipeline", simple("{{pipeline}}"))
                .setBody(sql("load/find_held"))
                .to(SNOWFLAKE_BOUND)
                .setBody(method(CommittedBatch.class, "ids"))
                .to("bean:turnAlerts?method=held")
                .end()
                .endDoTry()
                .doCatch(Exception.class)
                .log(LoggingLevel.WARN, "Cannot ask which batches are held: ${exception.message}")
                .end();
    }
}
