package routes.operate;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Pause;
import routes.batch.PauseNote;
import routes.failure.NextTurn;

/**
 * Whether batches are claimed, and if not, why: a person's pause, which the bucket remembers, or a stop for a failure, which
 * this process does. A pause holds for every loader of the pipeline and through restarts; a stop ends with the process,
 * whose successor meets the failure again if it is still there. Thread-safe.
 */
public final class Claiming {
    private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

    private final ClaimSwitch claim;
    private final PauseNote note;
    private final Turns turns;
    private final NextTurn nextTurn;
    private final Clock clock;
    /** Whether the route is suspended for a pause, not for anything else. */
    private volatile boolean isPausedHere;
    /** The bucket's note as it was last seen: nobody who looks on has to wait for S3. */
    private volatile Optional<Pause> seen = Optional.empty();

    public Claiming(ClaimSwitch claim, PauseNote note, Turns turns, NextTurn nextTurn, Clock clock) {
        this.claim = claim;
        this.note = note;
        this.turns = turns;
        this.nextTurn = nextTurn;
        this.clock = clock;
    }

    /** Why claiming stands still, or that it does not. */
    public enum State {
        /** Batches are claimed as they are due. */
        CLAIMING,
        /** An outage ended the last turn; the next one tries again by itself. */
        WAITING,
        /** A person asked for it. */
        PAUSED,
        /** A failure that would meet every batch alike; a person has to mend its cause and resume. */
        STOPPED,
        /** Somebody suspended the route claim by other means. */
        SUSPENDED,
        /** The route claim does not run in this process. */
        ELSEWHERE;

        /** Whether batches are claimed, now or as soon as they can be. */
        public boolean isGoing() {
            return this == CLAIMING || this == WAITING;
        }
    }

    /**
     * How it stands.
     *
     * @param state in one word
     * @param reason why, for people; null if all is well
     * @param by who paused it; null in other states
     * @param since when that began; null if all is well or nobody knows
     * @param nextTurnAt when an outage is next tried; null in other states
     * @param advice what to do; null if there is nothing to do
     */
    public record Status(State state, String reason, String by, Instant since, Instant nextTurnAt, String advice) {}

    /**
     * Brings the route in line with the bucket's note: a pause that was begun or ended at another loader, or before this one
     * started, holds here too. Called at each poll; if the bucket cannot be asked, everything stays as it is.
     */
    public synchronized void follow() {
        try {
            seen = note.read();
        } catch (RuntimeException e) {
            LOG.debug("Cannot ask the bucket for a pause", e);
            return;
        }
        if (seen.isPresent()) {
            hold(seen.get());
        } else if (isPausedHere) {
            isPausedHere = false;
            if (turns.stop().isEmpty()) {
                LOG.warn("The pause has ended: claiming goes on.");
                claim.resume();
            }
        }
    }

    /**
     * Begins a pause. The turn under way goes on to its end.
     *
     * @param reason in the person's words
     * @return the pause that holds now: an earlier one stands
     */
    public synchronized Pause pause(String by, String reason) {
        Pause pause = note.begin(new Pause(by, reason, clock.instant()));
        seen = Optional.of(pause);
        hold(pause);
        return pause;
    }

    /** Ends a pause or a stop. If the cause of a stop is still there, the next turn stops again. */
    public synchronized void resume() {
        note.end();
        seen = Optional.empty();
        isPausedHere = false;
        turns.resumed();
        claim.resume();
    }

    /** How it stands, a pause as of the last poll. */
    public Status status() {
        ClaimSwitch.Position position = claim.position();
        Pause held = seen.orElse(null);
        if (held != null) {
            return new Status(
                    State.PAUSED, held.reason(), held.by(), held.since(), null, "Resume when the reason is gone.");
        }
        if (position == ClaimSwitch.Position.STOPPED) {
            return new Status(
                    State.ELSEWHERE,
                    "The route claim does not run in this process: another loader leads, or this one starts or stops.",
                    null,
                    null,
                    null,
                    null);
        }
        return position == ClaimSwitch.Position.SUSPENDED ? suspended() : started();
    }

    private Status suspended() {
        return turns.stop()
                .map(stop -> new Status(
                        State.STOPPED,
                        stop.reason(),
                        null,
                        stop.at(),
                        null,
                        "Nothing is lost. Correct the cause, then resume; if it is still there, claiming stops again."))
                .orElseGet(() -> new Status(
                        State.SUSPENDED,
                        isPausedHere
                                ? "A pause has ended; the next poll goes on."
                                : "Somebody suspended the route claim by JMX.",
                        null,
                        null,
                        null,
                        "Resume."));
    }

    private Status started() {
        if (nextTurn.isDue()) {
            return new Status(State.CLAIMING, null, null, null, null, null);
        }
        Optional<Turns.Failed> outage = turns.lastFailure();
        return new Status(
                State.WAITING,
                outage.map(Turns.Failed::reason).orElse("The last turn failed."),
                null,
                outage.map(Turns.Failed::at).orElse(null),
                nextTurn.after(),
                "Nothing, if the outage passes: the next turn tries again by itself.");
    }

    private void hold(Pause pause) {
        if (claim.position() == ClaimSwitch.Position.STARTED) {
            LOG.warn("Claiming is paused by {} since {}: {}", pause.by(), pause.since(), pause.reason());
            claim.suspend();
            isPausedHere = true;
        }
    }
}
