package bench.ingest;

import java.nio.file.Path;
import java.time.Clock;
import local.kinesis.LocalKinesis;

/** The local Kinesis in a process of its own, with the streams that are put to. */
final class KinesisServer {
    static final String STREAM = "events";
    static final String KEYED_STREAM = "keyed";
    static final int SHARDS = 4;

    private KinesisServer() {}

    /** Serves the streams in a directory until it is stopped. */
    public static void main(String[] arguments) throws Exception {
        LocalKinesis kinesis = LocalKinesis.in(Path.of(arguments[0]), 0, Clock.systemUTC());
        kinesis.createStream(STREAM, SHARDS);
        kinesis.createStream(KEYED_STREAM, SHARDS);
        System.out.println(kinesis.endpoint().getPort());
        Thread.currentThread().join();
    }
}
