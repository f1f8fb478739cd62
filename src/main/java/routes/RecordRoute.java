package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/**
 * Enters the statements of the batch so far in {@code control.batch_steps} and the batch in {@code control.batches}, the last statement of its transaction: once committed, a rerun of the
 * batch adds nothing.
 */
public final class RecordRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:record")
                .routeId("record")
                .routeGroup("batch")
                .routeDescription("Enters the batch, its counts and its statements in schema control")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .step("record_steps")
                .setHeader("steps", method("audit", "json"))
                .setBody(sql("load/record_steps"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("steps")
                .end()
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
