package routes.watch;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Landing;
import routes.text.Printable;

/**
 * Has landing looked at where nobody else does: while a batch is in processing, claiming is suspended or another loader
 * leads. What it sees is only shown. One thread runs it.
 */
public final class LandingWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LandingWatch.class);

    private final Landing landing;
    private final Duration every;
    private final Clock clock;
    private boolean isTold;

    /**
     * Creates it.
     *
     * @param every how old the latest look of others may be
     */
    public LandingWatch(Landing landing, Duration every, Clock clock) {
        this.landing = landing;
        this.every = every;
        this.clock = clock;
    }

    @Override
    public void run() {
        boolean isDue = landing.lastLook()
                .filter(look -> look.at().plus(every).isAfter(clock.instant()))
                .isEmpty();
        if (isDue) {
            look();
        }
    }

    private void look() {
        try {
            landing.waiting();
            isTold = false;
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again.
            if (!isTold) {
                isTold = true;
                LOG.warn(
                        "Cannot see what waits in landing, so snowline_landing_objects is not measured: {}",
                        Printable.message(e));
            }
        }
    }
}
