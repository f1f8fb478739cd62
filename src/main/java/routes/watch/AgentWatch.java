package routes.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.tail.FeedProblems;
import routes.tail.Problem;
import routes.tail.TailEndpoint;
import routes.text.Printable;

/**
 * Looks after the feeds of an agent, once a second: whether one stands still, and what is wrong with it, which is left
 * beside its checkpoint whenever that has changed. One thread runs it; it does nothing that the line waits for.
 */
public final class AgentWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);

    private final Map<String, TailEndpoint> feeds;
    private final Function<String, Optional<Problem>> deliveries;
    private final Stalls stalls;
    private final Path checkpoint;
    private final Map<String, FeedProblems> left = new HashMap<>();

    /**
     * Creates it.
     *
     * @param feeds the files by feed
     * @param deliveries why nothing of a feed leaves, if so
     * @param checkpoint the directory of the checkpoints
     */
    public AgentWatch(
            Map<String, TailEndpoint> feeds,
            Function<String, Optional<Problem>> deliveries,
            Stalls stalls,
            Path checkpoint) {
        this.feeds = Map.copyOf(feeds);
        this.deliveries = deliveries;
        this.stalls = stalls;
        this.checkpoint = checkpoint;
    }

    @Override
    public void run() {
        feeds.forEach(this::look);
    }

    private void look(String feed, TailEndpoint files) {
        try {
            judge(feed, files);
        } catch (RuntimeException e) {
            // A scheduled task that throws is never run again.
            LOG.error("Cannot look after {}", feed, e);
        }
    }

    private void judge(String feed, TailEndpoint files) {
        FeedProblems problems =
                new FeedProblems(files.problems(), deliveries.apply(feed).orElse(null));
        stalls.judge(feed, files.backlog(), () -> lastError(problems));
        if (!problems.equals(left.put(feed, problems))) {
            leave(feed, problems);
        }
    }

    private void leave(String feed, FeedProblems problems) {
        try {
            problems.leave(checkpoint, feed);
        } catch (IOException e) {
            LOG.warn("Cannot tell the command agent status what is wrong with {}: {}", feed, Printable.of(e));
        }
    }

    private static String lastError(FeedProblems problems) {
        return Optional.ofNullable(problems.delivery())
                .or(() -> problems.files().values().stream().findFirst())
                .map(Problem::message)
                .orElse("");
    }
}
