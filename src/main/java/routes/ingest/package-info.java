/**
 * Puts events on Kinesis data streams: joins those of concurrent requests into records, sends these, sends again what is
 * refused, and tells each request what became of its own.
 *
 * <p>Terms. An <i>event</i> is one line of JSON with its newline. A <i>record</i> is a newline and one or more whole events
 * that are stored as one. A <i>call</i> is one PutRecords with up to 500 records. A <i>lane</i> is everything on its way for
 * one feed; no record holds events of two feeds.
 *
 * <p>Order. Events with the same value of the key field share a <i>bucket</i>, and one record of a bucket is under way
 * at a time; so they are stored in the order in which they were put, first occurrences taken. Events without one are in no
 * order.
 *
 * <p>Threads. Any thread may put; it only queues. The threads of a lane make its calls, one each, and complete what the
 * answers decide. One thread for all lanes ends what has waited too long. No lock is held during a call, nor while a
 * result is handed over.
 */
package routes.ingest;
