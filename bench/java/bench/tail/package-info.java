/**
 * How fast an agent sends and what that takes: the packaged jar as a process of its own, beside a loop that does nothing
 * but read, encode and post. Started by {@code bench/tail}.
 *
 * <p>Three processes: the sender that is measured, {@link bench.tail.Sink}, which stands for Firehose, and {@link
 * bench.tail.Main}, which starts the others and waits. All times between calls are taken by the sink.
 */
package bench.tail;
