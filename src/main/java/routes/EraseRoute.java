package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.apache.camel.model.ProcessorDefinition;
import routes.snowflake.Forgotten;

/**
 * Erases the rows of one customer by all of {@code sql/forget}, in one transaction behind the fence's lock, so that no
 * load or replay runs beside it; the epoch is left alone. Part of {@code forget}.
 */
public final class EraseRoute extends RouteBuilder {
    /** The version of an order or event that stood named the customer: the best that names somebody else stands now. */
    private static final List<String> RESTORED = List.of(
            "replay/restore_orders",
            "replay/delete_restored_orders",
            "replay/restore_events",
            "replay/delete_restored_events");

    private final List<String> scripts;

    /**
     * Creates it.
     *
     * @param scripts the files of {@code sql/forget}; those named {@code find_} only look and are not run here
     */
    public EraseRoute(List<String> scripts) {
        this.scripts = Stream.concat(
                        scripts.stream().filter(script -> !script.startsWith("forget/find_")), RESTORED.stream())
                .toList();
    }

    @Override
    public void configure() {
        ProcessorDefinition<?> erase = from("direct:erase")
                .routeId("erase")
                .routeGroup("batch")
                .routeDescription("Erases a customer's rows by sql/forget, in one transaction")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .transacted("transaction")
                .step("take_fence_to_forget")
                .setBody(sql("fence/take_fence"))
                .to(SNOWFLAKE)
                .end()
                .step("find_batches")
                .setBody(sql("forget/find_batches"))
                .to(SNOWFLAKE_BOUND)
                .setVariable("forgotten", method(Forgotten.class, "within(${variable.forgotten}, ${body})"))
                .end();
        scripts.forEach(script -> erase.step(script.substring(script.indexOf('/') + 1))
                .setBody(sql(script))
                .to(SNOWFLAKE_BOUND)
                .setVariable(
                        "forgotten",
                        method(
                                Forgotten.class,
                                "erased(${variable.forgotten}, '" + script + "', ${header."
                                        + JdbcConstants.JDBC_UPDATE_COUNT + "})"))
                .end());
    }
}
