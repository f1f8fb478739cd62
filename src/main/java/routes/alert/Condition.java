package routes.alert;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an alert can be about. */
public enum Condition {
    /** A turn of the loader failed, and a person should know. */
    BATCH_FAILED("batch-failed", Severity.ERROR, "A batch cannot be loaded", Course.DECIDED),
    /** Too many rows of a batch were rejected, so the marts were left alone. */
    BATCH_HELD("batch-held", Severity.ERROR, "A batch is held", Course.DECIDED),
    /** Everything would fail alike, so no more batches are claimed. */
    STOPPED("stopped", Severity.ERROR, "The loader has stopped claiming", Course.DECIDED),
    /** Something was set aside in dead-letter/. */
    DEAD_LETTER("dead-letter", Severity.ERROR, "Dead letters", Course.OCCURRING),
    /** An object was listed and is found nowhere. */
    MISSING_OBJECT("missing-object", Severity.ERROR, "Objects are missing", Course.OCCURRING),
    /** Lines or events wait and none leaves. */
    STALL("stall", Severity.ERROR, "Nothing leaves", Course.WAVERING),
    /** The newest record in the marts is old. */
    FRESHNESS("freshness", Severity.WARNING, "The marts are behind", Course.WAVERING),
    /** Too many turns of the loader failed. */
    SUCCESS_RATE("success-rate", Severity.WARNING, "Many turns fail", Course.WAVERING),
    /** Loading took long. */
    LOAD_TIME("load-time", Severity.WARNING, "Loading is slow", Course.WAVERING),
    /** Fewer records than usual. */
    FEW_RECORDS("few-records", Severity.WARNING, "Few records", Course.WAVERING),
    /** Somebody tries the channels. */
    TEST("test", Severity.INFO, "A test", Course.OCCURRING);

    /** How bad it is. */
    public enum Severity {
        /** Data waits or is at risk until a person acts. */
        ERROR,
        /** Worth a look. */
        WARNING,
        /** Nothing to do. */
        INFO
    }

    /** How it begins and ends. */
    enum Course {
        /** Begins and ends by a decision or a deed, and is over at once when it ends. */
        DECIDED,
        /** Begins and ends, perhaps soon again; it is over when it has not been met for a while. */
        WAVERING,
        /** Is made of single occurrences; it is over when none has been seen for a while, or all were put right. */
        OCCURRING
    }

    private final String key;
    private final Severity severity;
    private final String title;
    private final Course course;

    Condition(String key, Severity severity, String title, Course course) {
        this.key = key;
        this.severity = severity;
        this.title = title;
        this.course = course;
    }

    /** The name in properties, messages and documents. */
    public String key() {
        return key;
    }

    public Severity severity() {
        return severity;
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    Course course() {
        return course;
    }

    /** Whether it begins and ends, else it occurs. */
    boolean isLasting() {
        return course != Course.OCCURRING;
    }

    /** The condition of a name, but for {@link #TEST}, which nobody can switch off. */
    public static Optional<Condition> of(String key) {
        return Arrays.stream(values())
                .filter(condition -> condition != TEST && condition.key.equals(key))
                .findFirst();
    }

    /** The names of all but {@link #TEST}. */
    public static String keys() {
        return Arrays.stream(values())
                .filter(condition -> condition != TEST)
                .map(Condition::key)
                .collect(Collectors.joining(", "));
    }
}
