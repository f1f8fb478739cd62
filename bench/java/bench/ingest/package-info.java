/**
 * How many events a gateway takes and how soon it answers: the packaged jar as a process of its own, in front of a local
 * Kinesis in another, beside a server that answers at once and beside the SDK alone. Started by {@code bench/ingest}.
 *
 * <p>{@link bench.ingest.Load} posts from this process: one thread, plain sockets that stay open, one request under way on
 * each. It takes processor time from what it measures, as everything here shares the machine.
 */
package bench.ingest;
