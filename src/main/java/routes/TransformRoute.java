package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * Turns a batch's raw rows into marts by the SQL that {@code transform.steps} lists, then counts what became of them and
 * refuses a run whose rows do not balance. Part of the transaction of {@code load} or {@code reprocess}; the header {@code run} tells them apart.
 */
public final class TransformRoute extends RouteBuilder {
    private final List<String> steps;

    public TransformRoute(List<String> steps) {
        this.steps = steps;
    }

    @Override
    public void configure() {
        RouteDefinition transform = from("direct:transform")
                .routeId("transform")
                .routeGroup("batch")
                .routeDescription("Runs sql/transform over the batch's rows and checks their balance")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler());
        steps.forEach(step -> transform
                .step(step)
                .setBody(sql("transform/" + step))
                .to(SNOWFLAKE_BOUND)
                .end());
        transform
                .step("count_rows")
                .setBody(sql("transform/count_rows"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .step("read_balance")
                .setBody(sql("transform/read_balance"))
                .to(SNOWFLAKE_BOUND)
                .to("bean:balance?method=check")
                .end();
    }
}
