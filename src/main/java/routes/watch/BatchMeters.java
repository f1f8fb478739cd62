package routes.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import routes.batch.BatchCounts;

/**
 * Counts what this process has brought into the warehouse, for {@code /observe/metrics}; {@code control.batches} has it
 * for all time. Counters are there from the start, so that the first rise is seen as one. Thread-safe.
 */
public final class BatchMeters {
    private static final String BATCHES = "snowline.batches";
    private static final String ROWS = "snowline.rows.";
    private static final String STATUS = "status";
    static final String LOADED = "loaded";

    private final MeterRegistry registry;
    private final Counter missing;
    private final Counter seconds;
    private final Map<Counter, ToDoubleFunction<BatchCounts>> rows = new LinkedHashMap<>();

    public BatchMeters(MeterRegistry registry) {
        this.registry = registry;
        this.missing = Counter.builder("snowline.objects.missing")
                .description("Objects that a manifest names and that are neither in S3 nor in the ledger")
                .register(registry);
        this.seconds = Counter.builder("snowline.warehouse.seconds")
                .description("Seconds that the statements of committed batches ran, by control.batch_steps")
                .register(registry);
        batches(LOADED);
        batches(BatchCounts.HELD);
        rows("parsed", "Lines that COPY saw", counts -> (double) counts.rowsParsed());
        rows("accepted", "Rows that passed the rules", counts -> (double) counts.rowsAccepted());
        rows("rejected", "Lines in control.rejected_rows", counts -> (double) counts.rowsRejected());
        rows("held", "Rows that passed the rules in batches that were held", counts -> (double) counts.rowsHeld());
        rows("extra", "Lines with more columns than their feed knows: its schema has drifted", counts ->
                (double) counts.rowsExtra());
    }

    /**
     * Counts a batch; called once for each, when it is in the archive.
     *
     * @param statements how long its statements ran
     */
    public void count(BatchCounts counts, Duration statements) {
        batches(counts.status()).increment();
        missing.increment((double) counts.objectsMissing());
        seconds.increment(statements.toMillis() / (double) TimeUnit.SECONDS.toMillis(1));
        rows.forEach((counter, number) -> counter.increment(number.applyAsDouble(counts)));
    }

    /** How many batches were counted that ended with a status. */
    long finished(String status) {
        return (long) batches(status).count();
    }

    private Counter batches(String status) {
        return Counter.builder(BATCHES)
                .description("Batches committed and archived")
                .tag(STATUS, status)
                .register(registry);
    }

    private void rows(String name, String description, ToDoubleFunction<BatchCounts> number) {
        rows.put(Counter.builder(ROWS + name).description(description).register(registry), number);
    }
}
