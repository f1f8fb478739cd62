package routes.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import routes.text.Printable;

/**
 * Has all checks look. Those of one line look one after the other, up to a gate that has failed; the lines look at the same
 * time. A check that does not come back in time is told of and left behind, on a thread that does not keep the process.
 */
final class Doctor {
    private static final ThreadFactory DAEMONS = work -> {
        Thread thread = new Thread(work, "doctor");
        thread.setDaemon(true);
        return thread;
    };

    private final List<List<Check>> lines;
    private final Duration deadline;

    /** @param deadline the longest that one check may take */
    Doctor(List<List<Check>> lines, Duration deadline) {
        this.lines = lines.stream().map(List::copyOf).toList();
        this.deadline = deadline;
    }

    /** All findings, in the order of the checks. */
    List<Finding> examine() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(DAEMONS);
        try {
            List<Future<List<Finding>>> found = lines.stream()
                    .map(line -> threads.submit(() -> line(threads, line)))
                    .toList();
            List<Finding> all = new ArrayList<>();
            for (Future<List<Finding>> line : found) {
                all.addAll(line.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a line of checks failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Finding> line(ExecutorService threads, List<Check> line) throws InterruptedException {
        List<Finding> all = new ArrayList<>();
        for (Check check : line) {
            List<Finding> found = one(threads, check);
            all.addAll(found);
            if (check.isGate() && found.stream().anyMatch(Finding::isFailed)) {
                break;
            }
        }
        return all;
    }

    private List<Finding> one(ExecutorService threads, Check check) throws InterruptedException {
        Future<List<Finding>> look = threads.submit(check::look);
        try {
            return look.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            look.cancel(true);
            return List.of(Finding.failed(
                    check.name(),
                    "no answer within " + deadline.toSeconds() + " s",
                    "Look whether a firewall, a proxy or a security group drops what is sent, and run doctor again."));
        } catch (ExecutionException e) {
            return List.of(Finding.failed(
                    check.name(),
                    "could not be looked at: " + Printable.message(e.getCause()),
                    "Correct what the message names."));
        }
    }
}
