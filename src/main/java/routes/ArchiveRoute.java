package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.sql;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

/**
 * Puts a committed batch away: raw objects and Parquet of its mart rows to {@code processed/}, last the finished
 * manifest; then empties processing. Every step may be repeated; a batch that is finished already is only emptied.
 */
public final class ArchiveRoute extends RouteBuilder {
    private final List<String> unloads;

    /**
     * Creates it.
     *
     * @param unloads the scripts that unload marts, none to leave Parquet out
     */
    public ArchiveRoute(List<String> unloads) {
        this.unloads = unloads;
    }

    @Override
    public void configure() {
        ProcessorDefinition<?> archive = from("direct:archive")
                .routeId("archive")
                .routeGroup("batch")
                .routeDescription("Archives a committed batch and empties its folder in processing")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setBody(variable("batch"))
                .filter(method("archive", "isFinished").isEqualTo(false))
                .to("bean:archive?method=keepRaw")
                .setHeader("date", simple("${variable.batch.id.partition}"))
                .setHeader("attempt", method("attempts", "next"));
        for (String unload : unloads) {
            archive = archive.step(unload.substring(unload.indexOf('/') + 1))
                    .setBody(sql(unload))
                    .to(SNOWFLAKE)
                    .end();
        }
        archive.to("bean:archive?method=finish(${variable.batch}, ${variable.counts}, ${header.attempt})")
                .end()
                .to("bean:archive?method=empty(${variable.batch})");
    }
}
