/**
 * The sample data: a shop that appends orders, changes of its customers and what happens on its site to three log files,
 * with the duplicates, late rows and bad rows of real life, and knows what a warehouse must make of them.
 */
package local.shop;
