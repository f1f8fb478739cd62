/**
 * Measures what a batch costs: the real loader process, the real driver, the local stack. Started by {@code
 * bench/warehouse}; {@code docs/performance.md} says how to read its figures.
 */
package bench;
