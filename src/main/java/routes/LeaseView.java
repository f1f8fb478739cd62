package routes;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lease.Election;
import routes.lease.LeaseException;

/**
 * The loaders that stand for one Lease, as Camel's route policy wants to be told of them. The election has a thread of its own,
 * and those who are told of its outcome another: stopping a route may take longer than a renewal can wait.
 */
final class LeaseView extends AbstractCamelClusterView {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseView.class);
    private static final long STOP_SECONDS = 10;

    private final Election election;
    private final String candidate;
    private final long retryMillis;
    private final CamelClusterMember self = new Self();
    private ScheduledExecutorService elections;
    private ExecutorService tidings;
    private long toldTerm;
    private boolean toldLeads;
    private String toldLeader = "";
    private volatile boolean isAway;

    LeaseView(CamelClusterService service, String lease, Election election, String candidate, long retryMillis) {
        super(service, lease);
        this.election = election;
        this.candidate = candidate;
        this.retryMillis = retryMillis;
    }

    @Override
    public Optional<CamelClusterMember> getLeader() {
        return self.isLeader()
                ? Optional.of(self)
                : election.leader().filter(holder -> !holder.equals(candidate)).map(Other::new);
    }

    @Override
    public CamelClusterMember getLocalMember() {
        return self;
    }

    /** Others are known once they lead. */
    @Override
    public List<CamelClusterMember> getMembers() {
        return List.of(self);
    }

    @Override
    protected void doStart() {
        tidings = Executors.newSingleThreadExecutor(daemon("lease-tidings"));
        elections = Executors.newSingleThreadScheduledExecutor(daemon("lease-election"));
        var unused = elections.scheduleWithFixedDelay(this::step, 0, retryMillis, TimeUnit.MILLISECONDS);
    }

    /** Ends the term only after the routes have stopped: Camel stops them first. */
    @Override
    protected void doStop() {
        tidings.shutdownNow();
        elections.shutdownNow();
        try {
            if (elections.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                election.release();
            }
        } catch (LeaseException e) {
            LOG.warn("The Lease could not be given back; the next leader waits for its end. {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never throws: the executor would take no further step. */
    private void step() {
        try {
            election.step();
            if (isAway) {
                isAway = false;
                LOG.info("The Lease {} can be read and written again", getNamespace());
            }
        } catch (RuntimeException e) {
            if (!isAway && !Thread.currentThread().isInterrupted()) {
                isAway = true;
                LOG.warn(
                        "The Lease {} cannot be read or written: {}. A leader that cannot renew it stands by, and"
                                + " nobody leads until it can be.",
                        getNamespace(),
                        e.getMessage());
            }
        }
        if (!tidings.isShutdown()) {
            tidings.execute(this::tell);
        }
    }

    /** Tells of what has changed since the last time; a new term is the end of the old one, too. */
    private void tell() {
        boolean leads = election.leads();
        long term = election.term();
        String leader = getLeader().map(CamelClusterMember::getId).orElse("");
        if (toldLeads && (!leads || term != toldTerm)) {
            toldLeads = false;
            fireLeadershipChangedEvent(
                    getLeader().filter(member -> !member.isLocal()).orElse(null));
        } else if (!leads && !leader.equals(toldLeader)) {
            fireLeadershipChangedEvent(getLeader().orElse(null));
        }
        if (leads && !toldLeads) {
            toldLeads = true;
            toldTerm = term;
            fireLeadershipChangedEvent(self);
        }
        toldLeader = leader;
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private final class Self implements CamelClusterMember {
        @Override
        public boolean isLeader() {
            return election.leads();
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String getId() {
            return candidate;
        }
    }

    private record Other(String getId) implements CamelClusterMember {
        @Override
        public boolean isLeader() {
            return true;
        }

        @Override
        public boolean isLocal() {
            return false;
        }
    }
}
