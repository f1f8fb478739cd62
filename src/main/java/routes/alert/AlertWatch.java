package routes.alert;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is looked at to find out what people should know. One that fails does not keep the others from looking. */
public final class AlertWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    private final List<Runnable> watches = new CopyOnWriteArrayList<>();

    /** Has one more thing looked at. */
    public void add(Runnable watch) {
        watches.add(watch);
    }

    /** Looks at all; called by one thread at a time. */
    public void look() {
        for (Runnable watch : watches) {
            try {
                watch.run();
            } catch (RuntimeException e) {
                LOG.error("Cannot look for alerts", e);
            }
        }
    }
}
