package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;

/**
 * Enters the fence: locks its row, then reads the epoch behind the lock and refuses to go on unless it is this process's
 * own. First in each of a loader's transactions.
 */
public final class EnterRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:enter")
                .routeId("enter")
                .routeGroup("batch")
                .routeDescription("Locks the fence and holds its epoch against ours")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .step("take_fence")
                .setBody(sql("fence/take_fence"))
                .to(SNOWFLAKE)
                .end()
                .step("read_fence")
                .setBody(sql("fence/read_fence"))
                .to(SNOWFLAKE)
                .to("bean:fence?method=check")
                .end();
    }
}
