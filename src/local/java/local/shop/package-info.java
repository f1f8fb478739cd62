/**
 * The sample data: a shop that appends orders and changes of its customers to two log files, with the duplicates, late
 * rows and bad rows of real life, and knows what a warehouse must make of them.
 */
package local.shop;
