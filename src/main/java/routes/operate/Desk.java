package routes.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import routes.batch.BatchId;
import routes.batch.Landing;
import routes.batch.ObjectStore;
import routes.batch.Origin;
import routes.batch.Pause;
import routes.batch.StoredObject;
import routes.deadletter.DeadLetter;
import routes.deadletter.DeadLetterList;
import routes.deadletter.DeadLetters;
import routes.deadletter.Retry;
import routes.deadletter.RetryAll;
import routes.snowflake.Sql;
import routes.text.Printable;

/**
 * Where a person looks after the batches of a pipeline: everything that the management port's API and pages show and do.
 * What is asked of the warehouse is good for ten seconds, since each look may wake and cost a warehouse; nobody waits
 * longer than five seconds for it. Thread-safe.
 */
public final class Desk implements AutoCloseable {
    /** What can be done to a batch. */
    public static final Set<String> VERBS = new TreeSet<>(Set.of("release", "reprocess", "reload"));

    private static final Duration FRESH_WAREHOUSE = Duration.ofSeconds(10);
    private static final Duration FRESH_BUCKET = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** As many as the pictures of an overview can show apart. */
    private static final int OVERVIEW_BATCHES = 100;

    private static final String STORED = "how all stands";

    private final String pipeline;
    private final Recent warehouse;
    private final Recent bucket;
    private final Batches batches;
    private final DeadLetterList letters;
    private final Retry retry;
    private final RetryAll retryAll;
    private final Landing landing;
    private final Claiming claiming;
    private final Turns turns;
    private final Replays replays;
    private final BooleanSupplier leads;
    private final Actions actions;
    private final Clock clock;

    /**
     * Creates it.
     *
     * @param leads whether this process leads
     */
    public Desk(
            String pipeline,
            DataSource snowflake,
            Sql sql,
            ObjectStore store,
            DeadLetters deadLetters,
            Retry retry,
            Landing landing,
            Claiming claiming,
            Turns turns,
            Replays replays,
            BooleanSupplier leads,
            Clock clock) {
        this.pipeline = pipeline;
        this.warehouse = new Recent("Snowflake", FRESH_WAREHOUSE, PATIENCE, clock);
        this.bucket = new Recent("S3", FRESH_BUCKET, PATIENCE, clock);
        this.batches = new Batches(
                new Ledger(snowflake, sql, pipeline), new Shelf(store, clock), warehouse, bucket, turns, claiming);
        this.letters = new DeadLetterList(store, deadLetters);
        this.retry = retry;
        this.retryAll = new RetryAll(letters, retry);
        this.landing = landing;
        this.claiming = claiming;
        this.turns = turns;
        this.replays = replays;
        this.leads = leads;
        this.clock = clock;
        this.actions = new Actions(clock, this::forget);
    }

    /** How all stands. */
    public Overview overview() {
        bucket.begin(STORED, this::stored);
        Reading<Standing> standing = batches.standing(OVERVIEW_BATCHES);
        Reading<Stored> stored = bucket.ask(STORED, this::stored);
        Optional<Stored> known = Optional.ofNullable(stored.value());
        BatchPage newest = batches.newest(
                standing,
                new Reading<>(known.map(Stored::unfinished).orElse(null), stored.at(), stored.problem()),
                OVERVIEW_BATCHES);
        return new Overview(
                pipeline,
                claiming.status(),
                leads.getAsBoolean(),
                known.map(Stored::waiting).orElse(null),
                standing.isKnown() ? standing.value().freshness() : null,
                standing.isKnown() ? standing.value().statuses() : null,
                newest,
                known.map(Stored::deadLetters).orElse(null),
                turns.failures(),
                actions.latest(),
                clock.instant(),
                newest.problem());
    }

    /**
     * A page of batches.
     *
     * @throws Refusal if a parameter is not understood
     */
    public BatchPage batches(Map<String, String> parameters) {
        return batches.list(BatchQuery.of(parameters));
    }

    /**
     * One batch.
     *
     * @throws Refusal if there is none, or if it cannot be said
     */
    public BatchDetail batch(String id) {
        return batches.find(batchId(id));
    }

    /**
     * Has a batch processed again; returns when that has begun.
     *
     * @throws Refusal if something else is under way
     */
    public Action act(String verb, String id, String by) {
        Origin origin = new Origin(batchId(id), Optional.empty());
        return actions.begin(verb, "batch " + id, by, () -> replays.replay(verb, origin));
    }

    /**
     * A page of dead letters.
     *
     * @throws Refusal if a parameter is not understood, or S3 cannot be asked
     */
    public DeadLetterList.Page deadLetters(Map<String, String> parameters) {
        DeadLetterQuery query = DeadLetterQuery.of(parameters);
        return known(bucket.ask(
                query,
                () -> letters.page(
                        query.kind(),
                        query.feed(),
                        query.after(),
                        letter -> query.reason().isEmpty() || letter.isFor(query.reason()),
                        query.limit())));
    }

    /**
     * One dead letter.
     *
     * @throws Refusal if there is none, or S3 cannot be asked
     */
    public DeadLetter deadLetter(String key) {
        return known(bucket.ask("dead letter " + key, () -> letters.find(key)))
                .orElseThrow(() -> Refusal.unknown("There is no dead letter " + Printable.of(key)
                        + ". /dead-letters lists those there are; one that was put back is in landing or in a batch."));
    }

    /** Puts one dead object back; returns when that has begun. */
    public Action retry(String key, String by) {
        if (!DeadLetterList.isKey(key)) {
            throw Refusal.misunderstood("'" + Printable.of(key)
                    + "' is not the key of a dead letter: expected dead-letter/objects/<feed>/<name>.");
        }
        return actions.begin(
                "retry",
                key,
                by,
                () -> key + " is back as " + retry.retry(key)
                        + "; if it fails again, it is a dead letter under another key");
    }

    /** Puts the dead objects of a cause back, some at a time; returns when that has begun. */
    public Action retryAll(String reason, String feed, String by) {
        DeadLetterQuery.reason(reason);
        DeadLetterQuery.feed(feed);
        if (reason.isBlank()) {
            throw Refusal.misunderstood("No reason is given: name a part of the reason of those to put back, such as"
                    + " \"no feed is declared\". /dead-letters shows the reasons.");
        }
        return actions.begin(
                "retry", "dead objects" + (feed.isEmpty() ? "" : " of " + feed) + " for '" + reason + "'", by, () -> {
                    RetryAll.Outcome outcome = retryAll.retry(reason, feed);
                    if (outcome.isInVain()) {
                        throw new IllegalStateException(outcome.toString());
                    }
                    return outcome.toString();
                });
    }

    /** Waits for the end of an action, and says how it stands then. */
    public Action await(Action action, Duration longest) {
        return actions.await(action, longest);
    }

    /** Whether batches are claimed; as of the last poll where S3 does not answer. */
    public Claiming.Status claiming() {
        bucket.ask("pause", this::followed);
        return claiming.status();
    }

    /** A loader that stands by polls nothing, and is asked all the same. */
    private boolean followed() {
        claiming.follow();
        return true;
    }

    /** Pauses claiming for all loaders of the pipeline. */
    public Action pause(String reason, String by) {
        if (reason.isBlank() || reason.length() > Printable.MAX_LENGTH) {
            throw Refusal.misunderstood("No reason is given, or one that is longer than " + Printable.MAX_LENGTH
                    + " characters: whoever finds the pause at night wants to know why.");
        }
        Pause pause = claiming.pause(by, Printable.of(reason));
        return actions.note(
                "pause",
                "claiming",
                by,
                "Claiming is paused by " + pause.by() + " since " + pause.since() + ": " + pause.reason()
                        + ". A turn under way goes on to its end.");
    }

    /** Goes on claiming after a pause or a stop. */
    public Action resume(String by) {
        Claiming.Status before = claiming.status();
        claiming.resume();
        return actions.note(
                "resume",
                "claiming",
                by,
                before.state() == Claiming.State.CLAIMING
                        ? "Claiming went on before; landing is looked at."
                        : "Claiming goes on; before: " + before.state() + ", "
                                + (before.reason() == null ? "no reason known" : before.reason()));
    }

    /** What people asked for, the newest first. */
    public List<Action> actions() {
        return actions.latest();
    }

    /**
     * One of them.
     *
     * @throws Refusal if it is not remembered
     */
    public Action action(String id) {
        return actions.find(id)
                .orElseThrow(() -> Refusal.unknown("There is no action " + Printable.of(id) + ": the last "
                        + Actions.MOST + " of this process are remembered, and /actions lists them."));
    }

    /** What is under way, if anything is. */
    public Optional<Action> running() {
        return actions.running();
    }

    private static BatchId batchId(String id) {
        if (!BatchId.matches(id)) {
            throw Refusal.unknown("'" + Printable.of(id)
                    + "' is no batch id: expected the form 20261120T093000Z-0a1b2c. /batches lists those there are.");
        }
        return new BatchId(id);
    }

    private Stored stored() {
        claiming.follow();
        return new Stored(batches.unfinished(), waiting(), letters.sum());
    }

    private List<Overview.FeedWaiting> waiting() {
        return landing.waiting().feeds().entrySet().stream()
                .map(feed -> new Overview.FeedWaiting(
                        feed.getKey(),
                        feed.getValue().size(),
                        feed.getValue().size() == ObjectStore.MAX_KEYS,
                        feed.getValue().stream().mapToLong(StoredObject::size).sum(),
                        feed.getValue().stream()
                                .map(StoredObject::modifiedAt)
                                .min(Comparator.<Instant>naturalOrder())
                                .orElse(null)))
                .toList();
    }

    /** What an overview needs of the bucket. */
    private record Stored(
            List<Unfinished> unfinished, List<Overview.FeedWaiting> waiting, DeadLetterList.Sum deadLetters) {}

    private static <T> T known(Reading<T> reading) {
        if (reading.problem() != null) {
            throw Refusal.unavailable(reading.problem());
        }
        return reading.value();
    }

    private void forget() {
        warehouse.forget();
        bucket.forget();
    }

    @Override
    public void close() {
        actions.close();
        warehouse.close();
        bucket.close();
        letters.close();
    }
}
