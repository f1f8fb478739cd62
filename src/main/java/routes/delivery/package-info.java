/**
 * What travels from a file to a delivery stream: records of whole lines, batches of them, and what is left of a batch
 * after the service has refused a part. Nothing here knows Camel.
 */
package routes.delivery;
