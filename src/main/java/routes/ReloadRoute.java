package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.Collection;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import routes.settings.FeedModel;
import routes.snowflake.Balance;
import routes.snowflake.LoadPlan;
import routes.snowflake.Replay;

/**
 * Takes the rows of a batch, or of one of its objects, out of the warehouse and loads the objects from the archive again,
 * as they lie there now, in one transaction. A batch whose raw rows were trimmed is loaded again as a whole, whatever
 * part was asked for. A reload that would hold a loaded batch is rolled back. The variable {@code origin} says what; the balance of the run leaves, as a sentence.
 */
public final class ReloadRoute extends RouteBuilder {
    private final Collection<FeedModel> feeds;

    public ReloadRoute(Collection<FeedModel> feeds) {
        this.feeds = feeds;
    }

    @Override
    public void configure() {
        ProcessorDefinition<?> reload = from("direct:reload")
                .routeId("reload")
                .routeGroup("batch")
                .routeDescription("Takes a batch's rows out and loads its archived objects again")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .transacted("transaction")
                .setVariable("declared", method("settings", "feeds"))
                .setVariable("batch", method("archive", "stored(${variable.origin.batch})"))
                .step("take_fence_to_reload")
                .setBody(sql("fence/take_fence"))
                .to(SNOWFLAKE)
                .end()
                .step("find_run_to_reload")
                .setBody(sql("replay/find_run"))
                .to(SNOWFLAKE_BOUND)
                .setVariable(
                        "replay",
                        method(
                                Replay.class,
                                "of(${header.batch_id}, ${body}, ${variable.declared}, ${header.pipeline})"))
                .setVariable("origin", simple("${variable.replay.extent(${variable.origin})}"))
                .setHeader("object", simple("${variable.origin.name}"))
                .end()
                .step("find_loaded")
                .setBody(sql("replay/find_loaded"))
                .to(SNOWFLAKE_BOUND)
                .setVariable("plan", method(LoadPlan.class, "again(${variable.batch}, ${body}, ${variable.origin})"))
                .end();
        feeds.forEach(feed -> reload.filter(simple("${variable.plan.feeds.contains('" + feed.name() + "')}"))
                .to("direct:remove-" + feed.name())
                .end());
        reload.to("direct:copy")
                .to("direct:rerun")
                .script(simple("${variable.replay.settle(${header.status})}"))
                .to("direct:keep-cut")
                .setBody(method(Balance.class, "told"));
    }
}
