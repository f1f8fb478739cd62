package routes;

import static routes.Endpoints.SNOWFLAKE;
import static routes.Endpoints.SNOWFLAKE_BOUND;
import static routes.Endpoints.sql;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import routes.snowflake.FenceLock;

/**
 * Raises the epoch of the pipeline's fence and answers with it; called at the first turn of each term that this process
 * leads. From then on every earlier loader is turned away at its next transaction. A failure leaves the epoch unraised.
 *
 * <p>First it ends the transaction in which another one holds the fence. A loader that was killed has left it open, and
 * Snowflake would keep its lock for minutes; one that is merely slow has lost its turn by now.
 */
public final class FenceRoute extends RouteBuilder {
    @Override
    public void configure() {
        from("direct:fence")
                .routeId("fence")
                .routeGroup("batch")
                .routeDescription("Ends what a loader before has left open, and raises the fence's epoch")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .setHeader("pipeline", simple("{{pipeline}}"))
                .setHeader("loader", method("fence", "loader"))
                .to("direct:free-fence")
                .to("direct:raise-fence");

        from("direct:free-fence")
                .routeId("free-fence")
                .routeGroup("batch")
                .routeDescription("Aborts a transaction that holds the fence")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .doTry()
                .step("find_locks")
                .setBody(sql("fence/find_locks"))
                .to(SNOWFLAKE)
                .end()
                .setBody(method(FenceLock.class, "holder(${body}, ${header.pipeline})"))
                .filter(simple("${body.isPresent}"))
                .setHeader("transaction", simple("${body.get}"))
                .log(
                        LoggingLevel.WARN,
                        "Transaction ${header.transaction} of a loader or a command before this one holds the fence and"
                                + " is aborted: what it wrote is undone, and its batch is loaded again")
                .step("abort_transaction")
                .setBody(sql("fence/abort_transaction"))
                .to(SNOWFLAKE)
                .end()
                .end()
                .endDoTry()
                .doCatch(Exception.class)
                // Raising waits for the lock then, and says so if it does not get it.
                .log(
                        LoggingLevel.WARN,
                        "What a loader before this one has left open cannot be ended: ${exception.message}")
                .end();

        from("direct:raise-fence")
                .routeId("raise-fence")
                .routeGroup("batch")
                .routeDescription("Raises the fence's epoch and reads it back, in one transaction")
                .precondition(Endpoints.when("loader"))
                .errorHandler(noErrorHandler())
                .transacted("transaction")
                .step("raise_fence")
                .setBody(sql("fence/raise_fence"))
                .to(SNOWFLAKE_BOUND)
                .end()
                .step("read_raised_fence")
                .setBody(sql("fence/read_fence"))
                .to(SNOWFLAKE)
                .end();
    }
}
