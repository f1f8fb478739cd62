package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.sql;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import routes.batch.BatchId;

/**
 * Unloads a committed batch's mart rows as Parquet into folders of a new attempt, whose name leaves as the header
 * {@code attempt}.
 */
public final class UnloadRoute extends RouteBuilder {
    private final List<String> unloads;

    /**
     * Creates it.
     *
     * @param unloads the scripts that unload marts, none to leave Parquet out
     */
    public UnloadRoute(List<String> unloads) {
        this.unloads = unloads;
    }

    @Override
    public void configure() {
        RouteDefinition unload = from("direct:unload")
                .routeId("unload")
                .routeGroup("batch")
                .routeDescription("Unloads the batch's mart rows as Parquet")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setHeader("date", method(BatchId.class, "partition(${header.batch_id})"))
                .setHeader("attempt", method("attempts", "next"));
        unloads.forEach(script -> unload.step(script.substring(script.indexOf('/') + 1))
                .setBody(sql(script))
                .to(SNOWFLAKE)
                .end());
    }
}
