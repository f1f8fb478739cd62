package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.Collection;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import routes.settings.FeedModel;
import routes.snowflake.Balance;

/**
 * Turns a batch's raw rows into marts: judges the rows of each of its feeds, refuses a run whose rows do not balance, and
 * lets the feeds change their marts unless too many rows were rejected; then the batch is held. Part of the transaction
 * of {@code load}, {@code reprocess} or {@code reload}; the header {@code run} tells runs apart, the header
 * {@code hold_above} is the share of rejected rows in percent that holds a batch. Leaves the header {@code status} and
 * the balance as the body.
 */
public final class TransformRoute extends RouteBuilder {
    private final Collection<FeedModel> feeds;
    private final List<String> checks;

    public TransformRoute(Collection<FeedModel> feeds, List<String> checks) {
        this.feeds = feeds;
        this.checks = checks;
    }

    @Override
    public void configure() {
        RouteDefinition transform = from("direct:transform")
                .routeId("transform")
                .routeGroup("batch")
                .routeDescription(
                        "Judges the batch's rows, checks their balance, and changes the marts unless it is held")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler());
        feeds.stream().filter(FeedModel::isModelled).forEach(feed -> transform
                .filter(simple(isLoaded(feed)))
                .to("direct:judge-" + feed.name())
                .end());
        // After all are judged: whether the batch is held depends on the rejected rows of every feed.
        feeds.forEach(feed -> transform
                .filter(simple(isLoaded(feed)))
                .step("count_rows_" + feed.name())
                .setHeader("feed", constant(feed.name()))
                .setBody(sql(feed.isModelled() ? "transform/count_rows" : "transform/count_raw_rows"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .end());
        transform
                .step("read_balance")
                .setBody(sql("transform/read_balance"))
                .to(SNOWFLAKE_BOUND)
                .to("bean:balance?method=check")
                .setVariable("balance", body())
                .setHeader("status", method(Balance.class, "status"))
                .end();
        feeds.stream().filter(FeedModel::isModelled).forEach(feed -> transform
                .filter(simple("${header.status} == 'loaded' && " + isLoaded(feed)))
                .to("direct:model-" + feed.name())
                .end());
        transform
                .filter(simple("${header.status} == 'loaded'"))
                .step("move_watermarks")
                .setBody(sql("transform/move_watermarks"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .end();
        feeds.stream().filter(FeedModel::isModelled).forEach(feed -> transform
                .filter(simple(isLoaded(feed)))
                .step("truncate_stage_" + feed.name())
                .setHeader("feed", constant(feed.name()))
                .setBody(sql("transform/truncate_stage"))
                .to(SNOWFLAKE)
                .end()
                .end());
        // Last, on what would be committed: stage is empty again.
        checks.forEach(check -> transform
                .step("check_" + check)
                .setBody(sql("checks/" + check))
                .to(SNOWFLAKE)
                .to("bean:checks?method=require('" + check + "', ${body})")
                .end());
        transform.setBody(variable("balance"));
    }

    private static String isLoaded(FeedModel feed) {
        return "${variable.feeds.contains('" + feed.name() + "')}";
    }
}
