/** SQS on a loopback port, for development and tests only. */
package local.sqs;
