/**
 * What a batch costs: the real loader process, the real driver, the local stack. Started by {@code bench/warehouse}.
 */
package bench.warehouse;
