package routes.operate;

import java.time.Instant;

/**
 * Something that a person asked for.
 *
 * @param id names it, until {@value Actions#MOST} later ones have been asked for or the process ends
 * @param verb {@code release}, {@code reprocess}, {@code reload}, {@code retry}, {@code pause} or {@code resume}
 * @param target the batch, the dead letter or the choice of dead letters that it is about; printable
 * @param by who asked
 * @param startedAt when
 * @param endedAt when it was over; null while it is under way
 * @param outcome how it stands
 * @param message what came of it, or why it failed; null while it is under way
 */
public record Action(
        String id,
        String verb,
        String target,
        String by,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        String message) {

    /** How an action stands. */
    public enum Outcome {
        RUNNING,
        DONE,
        FAILED
    }

    Action ended(Instant at, Outcome how, String what) {
        return new Action(id, verb, target, by, startedAt, at, how, what);
    }
}
