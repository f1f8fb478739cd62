package routes.operate;

import java.time.Instant;
import java.util.List;

/**
 * A page of batches.
 *
 * @param batches the newest first
 * @param next the cursor of the page behind it; null if this is the last
 * @param at when the warehouse was asked; null if it has not answered
 * @param problem what is not known, and why; null if all is
 */
public record BatchPage(List<BatchSummary> batches, String next, Instant at, String problem) {}
