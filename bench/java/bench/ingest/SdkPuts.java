package bench.ingest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * A producer that puts on Kinesis itself, with the SDK alone: each post of a gateway's client is a call, and each event a
 * record. Says how many events it put in a second.
 */
final class SdkPuts {
    private SdkPuts() {}

    /** Takes the port of Kinesis, events a call, calls at once, seconds to warm up and seconds to measure. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Posts posts = new Posts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        ExecutorService threads = Executors.newFixedThreadPool(posts.connections());
        try (KinesisClient kinesis = KinesisClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build()) {
            put(kinesis, threads, posts, Integer.parseInt(arguments[3]));
            System.out.println(put(kinesis, threads, posts, Integer.parseInt(arguments[4])));
        } finally {
            threads.shutdownNow();
        }
    }

    private static double put(KinesisClient kinesis, ExecutorService threads, Posts posts, int seconds)
            throws Exception {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Callable<Long>> puts = new ArrayList<>();
        for (int i = 0; i < posts.connections(); i++) {
            List<PutRecordsRequestEntry> records = records(posts, i);
            puts.add(() -> {
                long events = 0;
                while (System.nanoTime() < end) {
                    int failed = kinesis.putRecords(PutRecordsRequest.builder()
                                    .streamName(KinesisServer.STREAM)
                                    .records(records)
                                    .build())
                            .failedRecordCount();
                    events += records.size() - failed;
                }
                return events;
            });
        }
        long events = 0;
        for (Future<Long> put : threads.invokeAll(puts)) {
            events += put.get();
        }
        return events / ((System.nanoTime() - begin) / 1e9);
    }

    private static List<PutRecordsRequestEntry> records(Posts posts, int connection) {
        List<PutRecordsRequestEntry> records = new ArrayList<>();
        for (String line : posts.body(connection).lines().toList()) {
            records.add(PutRecordsRequestEntry.builder()
                    .data(SdkBytes.fromByteArrayUnsafe((line + "\n").getBytes(StandardCharsets.UTF_8)))
                    .partitionKey(Integer.toString(records.size() * 7919))
                    .build());
        }
        return records;
    }
}
