/**
 * The Lease of Kubernetes by which one of several loaders leads: a document at the API server that its holder renews in time,
 * changed only by whoever has seen its newest version.
 */
package routes.lease;
