package routes.watch;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import routes.batch.BatchId;
import routes.batch.Origin;
import routes.deadletter.Retry;
import routes.text.Printable;

/**
 * The ways to have something once more, for JMX: the same routes as the commands of the same names call. Each operation ends
 * when its work has, with a sentence about it. Thread-safe.
 */
@ManagedResource(description = "Has batches processed again, and puts dead objects back")
public final class ManagedReplay {
    private final ProducerTemplate routes;
    private final Retry retry;

    /** Takes the context of the route {@code replay}, and what puts dead objects back. */
    public ManagedReplay(CamelContext context, Retry retry) {
        this.routes = context.createProducerTemplate();
        this.retry = retry;
    }

    /** Puts a dead object back into landing. */
    @ManagedOperation(description = "Puts a dead object (dead-letter/objects/...) back into landing")
    public String retry(String key) {
        return key + " is back as " + retry.retry(key);
    }

    /** Runs rules and transforms again over a committed batch. */
    @ManagedOperation(description = "Runs rules and transforms again over a committed batch")
    public String reprocess(String batchId) {
        return replay("reprocess", Origin.parse(new BatchId(batchId).value()));
    }

    /** The same for a held batch, whatever share of its rows is rejected. */
    @ManagedOperation(description = "Takes a held batch as it is, whatever share of its rows is rejected")
    public String release(String batchId) {
        return replay("release", Origin.parse(new BatchId(batchId).value()));
    }

    /** Loads from the archive again. */
    @ManagedOperation(description = "Loads a batch, or an archived object (processed/raw/...), again")
    public String reload(String batchIdOrKey) {
        return replay("reload", Origin.parse(batchIdOrKey));
    }

    /** What went wrong reaches the caller as a message alone: whoever asks by JMX has not our classes. */
    private String replay(String verb, Origin origin) {
        try {
            String balance = routes.requestBodyAndHeader("direct:replay", origin, "verb", verb, String.class);
            return "Batch " + origin.batch() + " processed again: " + balance;
        } catch (CamelExecutionException e) {
            throw new IllegalStateException(Printable.message(e.getCause() == null ? e : e.getCause()));
        }
    }
}
