/** S3 on a loopback port, for development and tests only. */
package local.s3;
