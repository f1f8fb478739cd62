/**
 * From a line in a file to a row in a mart, on the local stack: how long it takes at a modest rate, what rate can be kept up,
 * and how a backlog of objects is drained. {@code bench/pipeline} starts it.
 */
package bench.pipeline;
