package routes.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import routes.batch.BatchCounts;
import routes.failure.Failure;

/** Finds what people should know of the turns of a loader. Thread-safe. */
public final class TurnAlerts {
    /** What a turn is called that had no batch in hand. */
    private static final String NO_BATCH = "no batch";
    /** The one subject of conditions that are about loading as such. */
    private static final String LOADING = "loader";

    private static final String BATCH = "batch";

    private final OpenAlerts alerts;
    private final Duration failingFor;
    private final Duration loadTime;
    private final Clock clock;
    private Instant failingSince;
    private boolean isHeldKnown;

    /**
     * Creates it.
     *
     * @param failingFor how long turns may fail by an outage before somebody is told
     * @param loadTime the longest that loading a batch into raw should take
     */
    public TurnAlerts(OpenAlerts alerts, Duration failingFor, Duration loadTime, Clock clock) {
        this.alerts = alerts;
        this.failingFor = failingFor;
        this.loadTime = loadTime;
        this.clock = clock;
    }

    /**
     * A turn failed.
     *
     * @param batch the id of the batch in hand; null if there was none
     */
    public synchronized void failed(Failure failure, String batch) {
        Instant now = clock.instant();
        failingSince = failingSince == null ? now : failingSince;
        String subject = batch == null ? NO_BATCH : batch;
        switch (failure.kind()) {
            case RETRYABLE -> {
                if (!now.isBefore(failingSince.plus(failingFor))) {
                    alerts.begin(finding(
                            Condition.BATCH_FAILED,
                            subject,
                            "Turns have been failing since " + failingSince + ": " + failure.reason(),
                            "Nothing is lost, and it is tried again. Look whether S3 and Snowflake can be reached.",
                            failure));
                }
            }
            case POISON -> {
                // The objects become dead letters, which are told of, and the rest of the batch loads.
            }
            case FENCED_OUT ->
                alerts.begin(finding(
                        Condition.BATCH_FAILED,
                        subject,
                        "Another loader has taken the fence: " + failure.reason(),
                        "This process exits, and the other one goes on. If none was meant to, look for a second"
                                + " process with the same property pipeline.",
                        failure));
            case SYSTEMIC ->
                alerts.begin(finding(
                        Condition.STOPPED,
                        LOADING,
                        (batch == null ? "A turn" : "Batch " + batch) + " failed, and so would all: "
                                + failure.reason(),
                        "Nothing is lost. Correct the cause, then resume the route claim (in Hawtio) or restart.",
                        failure,
                        batch));
        }
    }

    /**
     * A batch was committed and archived.
     *
     * @param load how long loading it took; null if it was loaded by an earlier turn
     */
    public synchronized void succeeded(String batch, BatchCounts counts, Duration load) {
        failingSince = null;
        alerts.endAll(Condition.BATCH_FAILED);
        alerts.endAll(Condition.STOPPED);
        if (counts.isHeld()) {
            held(
                    batch,
                    counts.rowsRejected() + " of " + counts.rowsParsed() + " rows were rejected, more than"
                            + " transform.hold-above allows. The marts are as they were.");
        }
        if (counts.objectsMissing() > 0) {
            alerts.occurred(new Finding(
                    Condition.MISSING_OBJECT,
                    LOADING,
                    counts.objectsMissing() + " objects of batch " + batch + " were listed and are found nowhere.",
                    "Look for whoever deletes below landing/ or processing/ (a lifecycle rule, a person): only the"
                            + " loader may. `select * from control.loaded_objects where batch_id = '" + batch
                            + "'` has those that were loaded.",
                    Map.of(BATCH, batch, "objects", Long.toString(counts.objectsMissing()))));
        }
        if (load != null) {
            judgeLoad(batch, load);
        }
    }

    /** Whether the warehouse is to be asked which batches are held: there are some, or it is not known. */
    public synchronized boolean asksForHeld() {
        return !isHeldKnown || !alerts.subjects(Condition.BATCH_HELD).isEmpty();
    }

    /**
     * The batches that are held, as the warehouse says.
     *
     * @param held their ids
     */
    public synchronized void held(List<String> held) {
        isHeldKnown = true;
        alerts.subjects(Condition.BATCH_HELD).stream()
                .filter(batch -> !held.contains(batch))
                .forEach(batch -> alerts.end(Condition.BATCH_HELD, batch));
        held.forEach(batch -> held(batch, "Too many of its rows were rejected. The marts are as they were."));
    }

    private void held(String batch, String what) {
        alerts.begin(new Finding(
                Condition.BATCH_HELD,
                batch,
                what,
                "`select * from control.batch_quality where batch_id = '" + batch + "'` says which rules. Correct them"
                        + " and run `reprocess " + batch
                        + "`; or correct the objects and `reload` them; or take it as it is with `release " + batch
                        + "`.",
                Map.of(BATCH, batch)));
    }

    private void judgeLoad(String batch, Duration load) {
        if (load.compareTo(loadTime) <= 0) {
            alerts.end(Condition.LOAD_TIME, LOADING);
            return;
        }
        alerts.begin(new Finding(
                Condition.LOAD_TIME,
                LOADING,
                "Batch " + batch + " took " + load.toSeconds() + " s to load, more than " + loadTime.toSeconds()
                        + " s.",
                "`select * from control.batch_steps where batch_id = '" + batch + "' order by run, ordinal` says"
                        + " which statement took so long, with its query id.",
                Map.of(BATCH, batch, "seconds", Long.toString(load.toSeconds()))));
    }

    private static Finding finding(Condition condition, String subject, String what, String advice, Failure failure) {
        return finding(condition, subject, what, advice, failure, subject.equals(NO_BATCH) ? null : subject);
    }

    private static Finding finding(
            Condition condition, String subject, String what, String advice, Failure failure, String batch) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("kind", failure.kind().name().toLowerCase(java.util.Locale.ROOT));
        if (batch != null) {
            details.put(BATCH, batch);
        }
        details.put("reason", failure.reason());
        return new Finding(condition, subject, what, advice, details);
    }
}
