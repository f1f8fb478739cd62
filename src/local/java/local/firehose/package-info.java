/**
 * Amazon Data Firehose on a loopback port, for development and tests only: takes records over the real protocol, buffers
 * them on disk and delivers objects to S3, with the service's awkward sides on request.
 */
package local.firehose;
