package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/**
 * Enters the batch in {@code control.batches}, the last statement of its transaction: once committed, a rerun of the batch
 * adds nothing.
 */
public final class RecordRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:record")
                .routeId("record")
                .routeGroup("batch")
                .routeDescription("Enters the batch and its counts in control.batches")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .to("direct:audit")
                .setHeader("epoch", method("fence", "epoch"))
                .setHeader("sql_version", simple("${variable.batch.manifest.sqlVersion}"))
                .setHeader("objects_listed", simple("${variable.batch.manifest.objects.size}", Integer.class))
                .setHeader("objects_loaded", simple("${variable.plan.count(LOAD)}", Integer.class))
                .setHeader("objects_repeated", simple("${variable.plan.count(REPEATED)}", Integer.class))
                .setHeader("objects_failed", simple("${variable.plan.count(FAILED)}", Integer.class))
                .setHeader("objects_missing", simple("${variable.plan.count(MISSING)}", Integer.class))
                .step("record_batch")
                .setBody(sql("load/record_batch"))
                .to(SNOWFLAKE_BOUND)
                .end();
    }
}
