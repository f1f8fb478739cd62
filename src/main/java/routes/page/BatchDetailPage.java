package routes.page;

import java.util.stream.Stream;
import routes.batch.BatchCounts;
import routes.operate.BatchDetail;
import routes.operate.BatchSummary;

/** One batch, with what can be done about it. */
public final class BatchDetailPage {
    private BatchDetailPage() {}

    /** The whole page. */
    public static Html of(Frame frame, BatchDetail detail) {
        BatchSummary batch = detail.batch();
        return frame.page(
                "/batches",
                "Batch " + batch.batchId(),
                Html.of(
                        """
                {}{}<h2>Where it is</h2>
                {}{}<h2>What became of its rows</h2>
                {}{}{}<h2>Objects</h2>
                {}{}<h2>Statements</h2>
                {}{}<h2>Parquet</h2>
                {}""",
                        Frame.problem(detail.problem()),
                        hindrance(batch),
                        facts(detail),
                        actions(frame, batch),
                        counts(detail),
                        rules(detail),
                        rejected(detail),
                        objects(detail),
                        detail.hasMoreObjects()
                                ? Html.of("<p>It has more objects; control.loaded_objects has them all.</p>\n")
                                : Html.NONE,
                        stages(detail),
                        statements(detail),
                        detail.parquet().isEmpty()
                                ? Html.of("<p>No Parquet is known of it.</p>\n")
                                : Html.of(
                                        "<ul>{}</ul>\n",
                                        Html.of(detail.parquet().stream()
                                                .map(key -> Html.of("<li><code>{}</code></li>\n", key))))));
    }

    private static Html hindrance(BatchSummary batch) {
        Html note = batch.note() == null ? Html.NONE : Html.of("<p class=\"note\">{}</p>\n", batch.note());
        return batch.hindrance() == null
                ? note
                : Html.of(
                        "<p class=\"note bad\"><strong>It is hindered</strong> since {} by: {} ({}). {}</p>\n{}",
                        Words.time(batch.hindrance().at()),
                        batch.hindrance().reason(),
                        Frame.mark(batch.hindrance().kind()),
                        batch.hindrance().consequence(),
                        note);
    }

    private static Html facts(BatchDetail detail) {
        BatchSummary batch = detail.batch();
        return Html.of(
                """
                <dl>
                <dt>Status</dt><dd>{}</dd>
                <dt>Place</dt><dd>{}</dd>
                <dt>Feeds</dt><dd>{}</dd>
                <dt>Formed</dt><dd>{}</dd>
                <dt>Loaded</dt><dd>{}</dd>
                <dt>Archived</dt><dd>{}</dd>
                <dt>Latest run</dt><dd>{}, recorded {}</dd>
                <dt>Statements of that run took</dt><dd>{}</dd>
                <dt>Newest record</dt><dd>{}</dd>
                <dt>Rows left raw</dt><dd>{}</dd>
                <dt>SQL version, epoch</dt><dd>{}, {}</dd>
                </dl>
                """,
                Frame.mark(batch.status()),
                Frame.mark(batch.place()),
                batch.feeds(),
                Words.time(batch.formedAt()),
                Words.time(batch.loadedAt()),
                Words.time(detail.archivedAt()),
                batch.run(),
                Words.time(batch.recordedAt()),
                Words.seconds(batch.milliseconds()),
                Words.time(batch.newestEventAt()),
                Words.time(batch.rawTrimmedAt()),
                batch.sqlVersion(),
                batch.epoch());
    }

    private static Html actions(Frame frame, BatchSummary batch) {
        if (!frame.maySteer() || batch.counts() == null) {
            return Html.NONE;
        }
        String path = "/batches/" + batch.batchId() + "/";
        return Html.of(
                "<h2>What can be done</h2>\n<div class=\"do\">\n{}{}{}</div>\n{}",
                batch.counts().isHeld()
                        ? frame.button(
                                path + "release",
                                "Release",
                                "Bring the rows of this batch into the marts whatever share was rejected?",
                                Html.NONE)
                        : Html.NONE,
                frame.button(
                        path + "reprocess",
                        "Reprocess",
                        "Judge its rows again by the rules as they are now? Nothing is taken out of the marts.",
                        Html.NONE),
                frame.button(
                        path + "reload",
                        "Reload",
                        "Take its rows out of the warehouse and load its archived objects again?",
                        Html.NONE),
                frame.command("reprocess " + batch.batchId()));
    }

    private static Html counts(BatchDetail detail) {
        BatchCounts counts = detail.batch().counts();
        TableOf table = new TableOf(
                "Rows by run and feed",
                "Run and feed",
                "#Parsed",
                "#Accepted",
                "#Rejected",
                "#Inserted",
                "#Updated",
                "#Superseded",
                "#Repeated",
                "#Held",
                "#Extra",
                "Counted");
        if (counts != null) {
            table.add(
                    "all feeds, latest run",
                    Words.count(counts.rowsParsed()),
                    Words.count(counts.rowsAccepted()),
                    Words.count(counts.rowsRejected()),
                    Words.count(counts.rowsInserted()),
                    Words.count(counts.rowsUpdated()),
                    Words.count(counts.rowsSuperseded()),
                    Words.count(counts.rowsRepeated()),
                    Words.count(counts.rowsHeld()),
                    Words.count(counts.rowsExtra()),
                    Words.time(detail.batch().recordedAt()));
        }
        for (BatchDetail.FeedCounts feed : detail.counts()) {
            table.add(
                    "run " + feed.run() + ", " + feed.feed(),
                    Words.count(feed.rowsParsed()),
                    Words.count(feed.rowsAccepted()),
                    Words.count(feed.rowsRejected()),
                    Words.count(feed.rowsInserted()),
                    Words.count(feed.rowsUpdated()),
                    Words.count(feed.rowsSuperseded()),
                    Words.count(feed.rowsRepeated()),
                    Words.count(feed.rowsHeld()),
                    Words.count(feed.rowsExtra()),
                    Words.time(feed.countedAt()));
        }
        return table.or("Nothing of it is in the warehouse.");
    }

    private static Html rules(BatchDetail detail) {
        TableOf table = new TableOf(
                "Rules that rows broke in the latest run",
                "Rule",
                "Feed",
                "Severity",
                "#Rows checked",
                "#Rows failed",
                "What it asks",
                "Owner");
        detail.rules()
                .forEach(rule -> table.add(
                        rule.rule(),
                        rule.feed(),
                        rule.severity(),
                        Words.count(rule.rowsChecked()),
                        Words.count(rule.rowsFailed()),
                        rule.description(),
                        rule.owner()));
        return table.or("No rule is known to be broken.");
    }

    private static Html rejected(BatchDetail detail) {
        TableOf table =
                new TableOf("The first rejected lines of each rule", "Rule", "Feed", "Reason", "Line", "File", "#Row");
        detail.rejected()
                .forEach(line -> table.add(
                        line.rule(),
                        line.feed(),
                        line.reason(),
                        Html.of("<code>{}</code>", line.line()),
                        Html.of("<code>{}</code>", line.sourceFile()),
                        Words.count(line.sourceRow())));
        return table.or("No rejected line is known.");
    }

    private static Html objects(BatchDetail detail) {
        TableOf table = new TableOf(
                "Objects, those with errors first",
                "Landing key",
                "Feed",
                "Status",
                "#Size",
                "#Rows parsed",
                "#Rows loaded",
                "#Errors",
                "First error",
                "Lies at");
        detail.objects()
                .forEach(object -> table.add(
                        Html.of("<code>{}</code>", object.landingKey()),
                        object.feed(),
                        Frame.mark(object.status()),
                        Words.bytes(object.bytes()),
                        Words.count(object.rowsParsed()),
                        Words.count(object.rowsLoaded()),
                        Words.count(object.errorsSeen()),
                        object.error(),
                        DeadLettersPage.link(object.key())));
        return table.or("No object of it is known.");
    }

    private static Html stages(BatchDetail detail) {
        TableOf table = new TableOf("Stages of its runs", "Run and stage", "#Statements", "#Took");
        detail.stages()
                .forEach(stage -> table.add(
                        "run " + stage.run() + ", " + stage.stage(),
                        Words.count((long) stage.statements()),
                        Words.seconds(stage.milliseconds())));
        return table.or("No stage of it is in control.batch_steps.");
    }

    private static Html statements(BatchDetail detail) {
        if (detail.statements().isEmpty()) {
            return Html.NONE;
        }
        TableOf table = new TableOf(
                "Statements in their order", "Run and number", "Script", "#Rows", "#Took", "Query id in Snowflake");
        Stream<BatchDetail.StatementRun> all = detail.statements().stream();
        all.forEach(statement -> table.add(
                statement.run() + "." + statement.ordinal(),
                "sql/" + statement.script() + ".sql",
                Words.count(statement.rowsAffected()),
                Words.seconds(statement.milliseconds()),
                Html.of("<code>{}</code>", statement.queryId())));
        return Html.of(
                "<details><summary>{}</summary>\n{}</details>\n",
                Words.plural(detail.statements().size(), "statement", "statements"),
                table.or(""));
    }
}
