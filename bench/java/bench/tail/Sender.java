package bench.tail;

/** A process that sends what is in log files to a sink. It is measured while it runs; closing it stops it. */
interface Sender extends AutoCloseable {
    /** Its process id. */
    long pid();

    /** Fails if the process has ended. */
    void requireAlive();

    @Override
    void close() throws Exception;
}
