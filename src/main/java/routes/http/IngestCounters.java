package routes.http;

/** Hears what is answered, for the metrics. Called by any thread. */
public interface IngestCounters {
    /** Events of a feed were answered as stored. */
    void accepted(String feed, int events);

    /** Events of a feed break its schema. */
    void refused(String feed, int events);

    /** Kinesis did not take events of a feed in time. */
    void givenUp(String feed, int events);

    /** A request was answered, after so many nanoseconds and body bytes. */
    void answered(int status, long nanos, long bodyBytes);
}
