package routes.lease;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * One candidate for a Lease. It takes the Lease when nobody holds it, or when its holder has not renewed it for as long as it
 * promised to; it leads as long as its own last renewal is young enough. Clocks of different hosts are never compared: how
 * long ago a renewal was is counted from when this process saw it first.
 *
 * <p>One thread takes the steps; any thread may ask who leads.
 */
public final class Election {
    private final Leases leases;
    private final String candidate;
    private final Pace pace;
    private final LongSupplier nanos;
    private final Clock clock;
    private final AtomicLong term = new AtomicLong();
    private Lease held;
    private String seenVersion = "";
    private long seenAt;
    private volatile boolean holds;
    private volatile long renewedAt;
    private volatile String holder = "";

    /**
     * Creates it.
     *
     * @param candidate names this process, unlike any other that ever was
     * @param nanos a clock that only runs forward, also while the process is paused
     * @param clock for the times that people read in the Lease; nothing depends on it
     */
    Election(Leases leases, String candidate, Pace pace, LongSupplier nanos, Clock clock) {
        this.leases = leases;
        this.candidate = candidate;
        this.pace = pace;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** A candidate for the Lease of a cluster. */
    public static Election of(KubernetesLeases leases, String candidate, Pace pace) {
        return new Election(leases, candidate, pace, System::nanoTime, Clock.systemUTC());
    }

    /**
     * Looks at the Lease, and takes or renews it if it may.
     *
     * @throws LeaseException if the Lease cannot be read or written; who leads stays as it was, until it is too old
     */
    public void step() {
        long asked = nanos.getAsLong();
        Lease now = leases.read();
        notice(now);
        holder = now.holder();
        if (!holder.equals(candidate)) {
            holds = false;
        }
        if (holder.equals(candidate) && held != null) {
            leases.write(now.renewed(pace.lease(), clock.instant())).ifPresent(lease -> keep(lease, asked));
        } else if (isFree(now)) {
            leases.write(now.takenBy(candidate, pace.lease(), clock.instant())).ifPresent(lease -> {
                term.incrementAndGet();
                keep(lease, asked);
            });
        }
    }

    /** Gives the Lease back if it is ours, so that the next one need not wait for its end. */
    public void release() {
        Lease last = held;
        holds = false;
        held = null;
        if (last != null) {
            leases.write(last.released(clock.instant()));
        }
    }

    /** Whether this process leads now. */
    public boolean leads() {
        return holds && nanos.getAsLong() - renewedAt < pace.renewal().toNanos();
    }

    /** How often this process has begun to lead. */
    public long term() {
        return term.get();
    }

    /** Who held the Lease when it was last looked at. */
    public Optional<String> leader() {
        return Optional.of(holder).filter(name -> !name.isEmpty());
    }

    /** Counts how long a version has stood from when it was first seen. */
    private void notice(Lease lease) {
        if (!lease.version().equals(seenVersion)) {
            seenVersion = lease.version();
            seenAt = nanos.getAsLong();
        }
    }

    private boolean isFree(Lease lease) {
        Duration promised = lease.duration();
        return lease.holder().isEmpty() || nanos.getAsLong() - seenAt >= promised.toNanos();
    }

    /** Counts from before the question: the renewal is no older than that to anybody. */
    private void keep(Lease lease, long asked) {
        held = lease;
        renewedAt = asked;
        holder = candidate;
        holds = true;
        notice(lease);
    }
}
