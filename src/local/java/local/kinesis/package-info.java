/**
 * Kinesis Data Streams on a loopback port, for development and tests only: streams, shards and what becomes of them when
 * they are split and merged, in the real protocol.
 */
package local.kinesis;
