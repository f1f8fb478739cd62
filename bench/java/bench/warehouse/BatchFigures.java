package bench.warehouse;

import java.util.Map;

/**
 * What one batch took.
 *
 * @param seconds by the names of {@link Steps#NAMES}
 * @param scripts seconds by script, {@code transform/stage_orders}
 * @param statements in its transaction, but for BEGIN, COMMIT and the two that record it
 * @param transaction seconds from the fence to COMMIT
 * @param total seconds from claim to archive
 * @param cpu seconds of processor time that this process, so warehouse and S3, spent from put to archive
 * @param reference seconds DuckDB took to read the same files into a table, or NaN where it was not asked
 */
record BatchFigures(
        Map<String, Double> seconds,
        Map<String, Double> scripts,
        int statements,
        double transaction,
        double total,
        double cpu,
        double reference) {}
