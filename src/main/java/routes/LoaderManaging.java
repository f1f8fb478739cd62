package routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.OnCamelContextStarted;
import org.apache.camel.spi.Registry;
import routes.deadletter.Retry;
import routes.operate.Turns;
import routes.watch.BatchMeters;
import routes.watch.ManagedBatches;
import routes.watch.ManagedReplay;
import routes.watch.OwnMBeans;

/** Shows what a loader does as MBeans, from its start. */
final class LoaderManaging implements OnCamelContextStarted {
    @Override
    public void onContextStarted(CamelContext context) {
        Registry registry = context.getRegistry();
        Retry retry = registry.lookupByNameAndType("retry", Retry.class);
        OwnMBeans.show(context, new ManagedReplay(context, retry), "Replay", Map.of());
        Turns turns = registry.lookupByNameAndType("turns", Turns.class);
        BatchMeters meters = registry.lookupByNameAndType("meters", BatchMeters.class);
        OwnMBeans.show(context, new ManagedBatches(turns, meters), "Batches", Map.of());
    }
}
