package routes.page;

import java.util.List;
import routes.operate.BatchSummary;

/** Batches as rows of a table. */
final class BatchTable {
    private BatchTable() {}

    static TableOf of(String caption, List<BatchSummary> batches) {
        TableOf table = new TableOf(
                caption,
                "Batch",
                "Status",
                "Where",
                "Feeds",
                "#Objects",
                "#Rows",
                "#Rejected",
                "#Held",
                "#Runs",
                "#Statements took",
                "Recorded",
                "Hindered by");
        for (BatchSummary batch : batches) {
            table.add(
                    Frame.batch(batch.batchId()),
                    Frame.mark(batch.status()),
                    batch.place(),
                    batch.feeds(),
                    Words.count(batch.objects()),
                    batch.counts() == null ? null : Words.count(batch.counts().rowsParsed()),
                    batch.counts() == null ? null : Words.count(batch.counts().rowsRejected()),
                    batch.counts() == null ? null : Words.count(batch.counts().rowsHeld()),
                    Words.count(batch.run()),
                    Words.seconds(batch.milliseconds()),
                    Words.time(batch.recordedAt()),
                    hindrance(batch));
        }
        return table;
    }

    private static String hindrance(BatchSummary batch) {
        return batch.hindrance() == null ? batch.note() : batch.hindrance().reason();
    }
}
