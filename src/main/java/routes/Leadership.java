package routes;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this loader leads its pipeline, which saves work and decides nothing: what may be written, the fence decides. Its
 * term tells one time of leading from the next, so that the fence is raised anew each time. Safe for any number of threads.
 */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final String pipeline;
    private final CamelClusterView others;
    private final AtomicLong term = new AtomicLong();
    private boolean led;
    private String told = "";

    private Leadership(String pipeline, CamelClusterView others) {
        this.pipeline = pipeline;
        this.others = others;
    }

    /** Of a loader that nothing stops from working. */
    static Leadership alone(String pipeline) {
        return new Leadership(pipeline, null);
    }

    /** Of one among several. */
    static Leadership among(CamelClusterView others, String pipeline) {
        Leadership leadership = new Leadership(pipeline, others);
        others.addEventListener((CamelClusterEventListener.Leadership) leadership::changed);
        return leadership;
    }

    /** Whether it leads now. */
    public boolean leads() {
        return others == null || others.getLocalMember().isLeader();
    }

    /** How often it has begun to lead; 0 if nothing stops it. */
    public long term() {
        return term.get();
    }

    private synchronized void changed(CamelClusterView view, CamelClusterMember leader) {
        boolean leads = leads();
        if (leads && !led) {
            term.incrementAndGet();
        }
        led = leads;
        tell(leads ? "This loader leads" : "This loader stands by" + by(leader));
    }

    private static String by(CamelClusterMember leader) {
        return Optional.ofNullable(leader)
                .filter(member -> !member.isLocal())
                .map(member -> "; " + member.getId() + " leads")
                .orElse("");
    }

    private void tell(String words) {
        if (!words.equals(told)) {
            told = words;
            LOG.info("{} (pipeline {})", words, pipeline);
        }
    }
}
