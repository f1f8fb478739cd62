/**
 * Measures. {@code bench.warehouse} tells what a batch costs, {@code bench.tail} how fast and at what cost an agent sends;
 * this package holds what both need to tell it. {@code docs/performance.md} says how to read the figures.
 */
package bench;
