package routes.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import routes.operate.BatchSummary;
import routes.operate.Claiming;
import routes.operate.Overview;
import routes.operate.Standing;
import routes.operate.Turns;

/** The page that somebody opens who has just been called. */
public final class OverviewPage {
    private static final int BATCHES_SHOWN = 15;
    private static final int FAILURES_SHOWN = 5;

    private OverviewPage() {}

    /** The whole page. */
    public static Html of(Frame frame, Overview all) {
        return frame.page(
                "/",
                "Overview",
                Html.of(
                        """
                {}<h2>Claiming</h2>
                {}<h2>Data</h2>
                {}{}<h2>Batches</h2>
                {}{}{}<h2>Dead letters</h2>
                {}<h2>Failures of turns</h2>
                {}<h2>Actions</h2>
                {}""",
                        Frame.problem(all.problem()),
                        claiming(frame, all),
                        freshness(all),
                        waiting(all),
                        statuses(all),
                        BatchTable.of("The latest batches", newest(all)).or("There are no batches yet."),
                        pictures(all.batches().batches()),
                        deadLetters(all),
                        failures(all.failures()),
                        ActionsPage.table(all.actions(), FAILURES_SHOWN)
                                .or("Nobody has asked for anything since this process started.")));
    }

    private static Html claiming(Frame frame, Overview all) {
        Claiming.Status status = all.claiming();
        Html said = Html.of(
                "<dl>\n<dt>State</dt><dd>{}</dd>\n{}{}{}{}{}<dt>Leader</dt><dd>{}</dd>\n</dl>\n",
                Frame.mark(status.state()),
                entry("Why", status.reason()),
                entry("By", status.by()),
                status.since() == null ? Html.NONE : entry("Since", Words.time(status.since())),
                status.nextTurnAt() == null ? Html.NONE : entry("Next try", Words.time(status.nextTurnAt())),
                entry("What to do", status.advice()),
                all.leader() ? "this process leads" : "another process leads");
        boolean isGoing = status.state().isGoing();
        Html reason = Html.of("<label>Reason <input name=\"reason\" required maxlength=\"500\"></label> ");
        return Html.of(
                "{}{}{}",
                said,
                isGoing
                        ? frame.button("/claiming/pause", "Pause claiming", "", reason)
                        : frame.button("/claiming/resume", "Resume claiming", "", Html.NONE),
                frame.command(isGoing ? "pause REASON" : "resume"));
    }

    private static Html entry(String name, Object value) {
        return value == null ? Html.NONE : Html.of("<dt>{}</dt><dd>{}</dd>\n", name, value);
    }

    private static Html freshness(Overview all) {
        if (all.freshness() == null) {
            return Html.of("<p>How fresh the marts are is not known while the warehouse does not answer.</p>\n");
        }
        TableOf table = new TableOf(
                "How fresh the marts are",
                "Feed",
                "Newest record",
                "#Age of the newest record",
                "Last load",
                "#Since the last load",
                "Batch");
        for (Standing.FeedFreshness feed : all.freshness()) {
            table.add(
                    feed.feed(),
                    Words.time(feed.newestEventAt()),
                    age(feed.newestEventAt(), all.at()),
                    Words.time(feed.loadedAt()),
                    age(feed.loadedAt(), all.at()),
                    Frame.batch(feed.batchId()));
        }
        return table.or("No feed has loaded anything yet.");
    }

    private static Html waiting(Overview all) {
        if (all.waiting() == null) {
            return Html.of("<p>What waits in landing is not known while S3 does not answer.</p>\n");
        }
        TableOf table = new TableOf("What waits in landing", "Feed", "#Objects", "#Size", "#Oldest waits for");
        for (Overview.FeedWaiting feed : all.waiting()) {
            table.add(
                    feed.feed(),
                    (feed.isFull() ? "at least " : "") + Words.count(feed.objects()),
                    Words.bytes(feed.bytes()),
                    age(feed.oldestAt(), all.at()));
        }
        return table.or("No feed is declared.");
    }

    private static Html statuses(Overview all) {
        if (all.statuses() == null) {
            return Html.NONE;
        }
        TableOf table = new TableOf("Batches in the warehouse by status", "Status", "#Batches", "Oldest of them");
        for (Standing.StatusCount status : all.statuses()) {
            table.add(
                    Html.of("<a href=\"/batches?status={}\">{}</a>", status.status(), status.status()),
                    Words.count(status.batches()),
                    Frame.batch(status.oldestBatchId()));
        }
        return table.or("The warehouse has no batches yet.");
    }

    private static List<BatchSummary> newest(Overview all) {
        return all.batches().batches().stream().limit(BATCHES_SHOWN).toList();
    }

    private static Html pictures(List<BatchSummary> batches) {
        TableOf figures = new TableOf(
                "The figures of the pictures",
                "Batch",
                "Formed",
                "Loaded",
                "#Rows accepted",
                "#Rows rejected",
                "#Age of the newest record");
        batches.stream().filter(batch -> batch.counts() != null).forEach(batch -> {
            Double age = Chart.age(batch);
            figures.add(
                    Frame.batch(batch.batchId()),
                    Words.time(batch.formedAt()),
                    Words.time(batch.loadedAt()),
                    Words.count(batch.counts().rowsAccepted()),
                    Words.count(batch.counts().rowsRejected()),
                    age == null ? null : Words.span(Duration.ofMillis((long) (age * 1_000))));
        });
        return figures.isEmpty()
                ? Html.NONE
                : Html.of(
                        "{}{}<details><summary>The figures of the pictures</summary>\n{}</details>\n",
                        Chart.throughput(batches),
                        Chart.freshness(batches),
                        figures.or(""));
    }

    private static Html deadLetters(Overview all) {
        if (all.deadLetters() == null) {
            return Html.of("<p>Dead letters are not known while S3 does not answer.</p>\n");
        }
        TableOf table = new TableOf("Dead letters by reason", "Reason", "#How many");
        for (Map.Entry<String, Integer> reason : all.deadLetters().reasons().entrySet()) {
            table.add(
                    Html.of("<a href=\"/dead-letters?reason={}\">{}</a>", Url.of(reason.getKey()), reason.getKey()),
                    Words.count(reason.getValue().longValue()));
        }
        return Html.of(
                "{}{}",
                all.deadLetters().isAll()
                        ? Html.NONE
                        : Html.of("<p>Only the first {} were counted.</p>\n", Words.count((long)
                                all.deadLetters().count())),
                table.or("There are no dead letters."));
    }

    private static Html failures(List<Turns.Failed> failures) {
        TableOf table = new TableOf("The latest failures of turns", "When", "Kind", "Batch", "What", "What follows");
        failures.stream()
                .limit(FAILURES_SHOWN)
                .forEach(failed -> table.add(
                        Words.time(failed.at()),
                        failed.kind(),
                        Frame.batch(failed.batchId()),
                        failed.reason(),
                        failed.consequence()));
        return table.or("No turn has failed since this process started.");
    }

    private static String age(Instant since, Instant now) {
        return since == null ? null : Words.span(Duration.between(since, now));
    }
}
