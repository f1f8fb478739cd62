package routes;

import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * Types a feed's rows of a batch, judges them by the rules, keeps the rejected ones and counts what broke which rule;
 * the marts are not touched yet. Part of {@code transform}.
 */
public final class JudgeRoute extends RouteBuilder {
    private final String feed;
    private final boolean isDelayed;

    /**
     * Creates it.
     *
     * @param isDelayed whether there is a script that tells how long the feed's rows were on their way
     */
    public JudgeRoute(String feed, boolean isDelayed) {
        this.feed = feed;
        this.isDelayed = isDelayed;
    }

    @Override
    public void configure() {
        RouteDefinition judge = from("direct:judge-" + feed)
                .routeId("judge-" + feed)
                .routeGroup("batch")
                .routeDescription("Types the rows of " + feed + " and judges them by sql/rules/" + feed)
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler());
        judge.setHeader("feed", constant(feed))
                .step("stage_" + feed)
                .setBody(sql("transform/stage_" + feed))
                .to(SNOWFLAKE_BOUND)
                .end()
                .step("reject_rows_" + feed)
                .setBody(sql("transform/reject_rows"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .step("count_quality_" + feed)
                .setHeader("rules", method("sql", "rules('" + feed + "')"))
                .setBody(sql("transform/count_quality"))
                .to(SNOWFLAKE_BOUND)
                .removeHeader("rules")
                .end();
        if (isDelayed) {
            judge.step("delay_" + feed)
                    .setBody(sql("transform/delay_" + feed))
                    .to(SNOWFLAKE_BOUND)
                    .end();
        }
    }
}
