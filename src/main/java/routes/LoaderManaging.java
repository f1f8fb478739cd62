package routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.OnCamelContextStarted;
import routes.deadletter.Retry;
import routes.watch.ManagedReplay;
import routes.watch.OwnMBeans;

/** Shows what a loader does as MBeans, from its start. */
final class LoaderManaging implements OnCamelContextStarted {
    @Override
    public void onContextStarted(CamelContext context) {
        Retry retry = context.getRegistry().lookupByNameAndType("retry", Retry.class);
        OwnMBeans.show(context, new ManagedReplay(context, retry), "Replay", Map.of());
    }
}
