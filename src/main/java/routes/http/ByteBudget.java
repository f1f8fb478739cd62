package routes.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that the requests of a process share. Safe for any number of threads. */
final class ByteBudget {
    /** Bodies are read in milliseconds; a client that waits this long finds others gone. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long bytes) {
        this.bytes = bytes;
    }

    /** What is taken now. */
    long taken() {
        return taken.get();
    }

    /** A share of one request, empty at first. */
    Share share() {
        return new Share();
    }

    /** What one request has taken. Belongs to one thread at a time. */
    final class Share {
        private long mine;

        /**
         * Takes more.
         *
         * @throws RefusedException if others have it all, or this request would need more than there is
         */
        void grow(long more) throws RefusedException {
            if (mine + more > bytes) {
                throw new RefusedException(Problem.of(
                        Problem.CONTENT_TOO_LARGE,
                        "The request takes more memory than all requests together may. Send fewer events at once."
                                + " Nothing was accepted."));
            }
            if (taken.addAndGet(more) > bytes) {
                taken.addAndGet(-more);
                throw new RefusedException(Problem.later(
                        Problem.TOO_MANY_REQUESTS,
                        "Too many bodies are being read at this moment. Send the request again a little later.",
                        RETRY_AFTER));
            }
            mine += more;
        }

        /** Gives all of it back; a second time changes nothing. */
        void release() {
            taken.addAndGet(-mine);
            mine = 0;
        }
    }
}
