package routes.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import routes.text.Printable;

/**
 * Does what people ask for, one thing at a time on a thread of its own, and remembers the latest: who, what, when and what
 * came of it. Nothing queues up: what is asked for meanwhile is refused, since nobody should find later that a batch was
 * processed three times because a button was pressed three times. Thread-safe.
 */
public final class Actions implements AutoCloseable {
    /** How many are remembered. */
    static final int MOST = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "snowline-action");
        worker.setDaemon(true);
        return worker;
    });

    private final Clock clock;
    private final Runnable changed;
    private final Map<String, Action> latest = new LinkedHashMap<>();
    private Action running;
    private int count;

    /**
     * Creates it.
     *
     * @param changed told when an action has ended
     */
    public Actions(Clock clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * Begins something and returns.
     *
     * @param work answers with what came of it, in a sentence
     * @throws Refusal if something else is under way
     */
    public Action begin(String verb, String target, String by, Callable<String> work) {
        Action action;
        synchronized (this) {
            if (running != null) {
                throw Refusal.busy("One thing at a time: " + running.verb() + " of " + running.target()
                        + ", which " + running.by() + " asked for at " + running.startedAt()
                        + ", is under way. Look at /actions/" + running.id() + " and ask again when it has ended.");
            }
            action = added(verb, target, by);
            running = action;
        }
        LOG.info("{} asked for {} of {}", action.by(), verb, action.target());
        try {
            thread.execute(() -> run(action, work));
        } catch (RejectedExecutionException e) {
            ended(action, Action.Outcome.FAILED, "The process is stopping.");
            throw Refusal.unavailable("The process is stopping.");
        }
        return action;
    }

    /** Remembers something that was done at once. */
    public Action note(String verb, String target, String by, String message) {
        Action action;
        synchronized (this) {
            action = added(verb, target, by).ended(clock.instant(), Action.Outcome.DONE, message);
            latest.put(action.id(), action);
        }
        LOG.info("{} asked for {} of {}: {}", action.by(), verb, action.target(), Printable.of(message));
        changed.run();
        return action;
    }

    /**
     * Waits for the end of an action.
     *
     * @param longest how long at most
     * @return how it stands then
     */
    public synchronized Action await(Action action, Duration longest) {
        long until = System.nanoTime() + longest.toNanos();
        Action now = action;
        while (now.outcome() == Action.Outcome.RUNNING) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                break;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            now = latest.getOrDefault(action.id(), action);
        }
        return now;
    }

    /** One of those that are remembered. */
    public synchronized Optional<Action> find(String id) {
        return Optional.ofNullable(latest.get(id));
    }

    /** All that are remembered, the newest first. */
    public synchronized List<Action> latest() {
        List<Action> newest = new ArrayList<>(latest.values());
        Collections.reverse(newest);
        return newest;
    }

    /** What is under way, if anything is. */
    public synchronized Optional<Action> running() {
        return Optional.ofNullable(running);
    }

    private void run(Action action, Callable<String> work) {
        try {
            ended(action, Action.Outcome.DONE, work.call());
        } catch (Exception e) {
            ended(action, Action.Outcome.FAILED, Printable.message(e));
        }
    }

    private void ended(Action action, Action.Outcome outcome, String message) {
        LOG.atLevel(outcome == Action.Outcome.DONE ? Level.INFO : Level.ERROR)
                .log("{} of {} for {} {}: {}", action.verb(), action.target(), action.by(), outcome, message);
        // Told first, so that whoever sees the end sees what it changed.
        changed.run();
        synchronized (this) {
            latest.put(action.id(), action.ended(clock.instant(), outcome, message));
            running = null;
            notifyAll();
        }
    }

    private Action added(String verb, String target, String by) {
        count++;
        Action action = new Action(
                SECOND.format(clock.instant()) + "-" + count,
                verb,
                Printable.of(target),
                Printable.of(by),
                clock.instant(),
                null,
                Action.Outcome.RUNNING,
                null);
        latest.put(action.id(), action);
        if (latest.size() > MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
        return action;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
