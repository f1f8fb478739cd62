/**
 * A reverse proxy for the servers of the local stack, with faults that can be switched on at one exact request.
 *
 * <p>For development and tests only. It forwards HTTP/1.1 byte for byte, so signatures still verify.
 */
package local.wire;
