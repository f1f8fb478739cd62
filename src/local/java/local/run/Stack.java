package local.run;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import local.firehose.DeliveryStream;
import local.firehose.LocalFirehose;
import local.kinesis.LocalKinesis;
import local.s3.LocalS3;
import local.shop.Feed;
import local.snowflake.LocalSnowflake;
import local.sqs.LocalSqs;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * S3, Kinesis, Firehose, SQS and Snowflake on loopback ports, kept in one directory: what was accepted survives a kill. But for
 * the messages of the queue, which say nothing that a listing does not.
 */
final class Stack implements AutoCloseable {
    static final String BUCKET = "lake";
    /** The data stream of posted events, and how many shards it has. */
    static final String POSTS = "snowline-events";

    private static final int SHARDS = 2;
    private static final Duration HIDDEN = Duration.ofSeconds(30);
    private static final long BUFFER_BYTES = 1L << 20;
    private static final Duration BUFFER_AGE = Duration.ofMillis(500);

    private final LocalS3 s3;
    private final S3Client client;
    private final LocalSqs sqs;
    private final SqsClient sqsClient;
    private final String landed;
    private final LocalKinesis kinesis;
    private final KinesisClient kinesisClient;
    private final LocalFirehose firehose;
    private final LocalSnowflake snowflake;
    private final HikariDataSource warehouse;

    Stack(Path dir) throws IOException, SQLException {
        Files.createDirectories(dir);
        s3 = LocalS3.in(dir.resolve("s3"), BUCKET, 0);
        client = s3.client();
        sqs = LocalSqs.start();
        sqsClient = sqs.client();
        landed = sqs.createQueue("landed", HIDDEN);
        s3.events().sendTo(sqsClient, landed, "landing/");
        kinesis = LocalKinesis.in(dir.resolve("kinesis"), 0, Clock.systemUTC());
        kinesis.createStream(POSTS, SHARDS);
        kinesisClient = kinesis.client();
        firehose = new LocalFirehose(
                0,
                Stream.concat(Arrays.stream(Feed.values()).map(Stack::stream), Stream.of(posts()))
                        .toList(),
                dir.resolve("firehose"),
                client,
                kinesisClient,
                Clock.systemUTC());
        snowflake = LocalSnowflake.start(
                local.snowflake.Options.inMemory(s3.endpoint()).withFile(dir.resolve("snowflake.duckdb")));
        warehouse = LocalUser.open(snowflake);
        LocalUser.setUp(warehouse, BUCKET);
    }

    LocalS3 s3() {
        return s3;
    }

    S3Client s3Client() {
        return client;
    }

    LocalSqs sqs() {
        return sqs;
    }

    /** The URL of the queue that S3 tells of what lands. */
    String landed() {
        return landed;
    }

    LocalKinesis kinesis() {
        return kinesis;
    }

    LocalFirehose firehose() {
        return firehose;
    }

    LocalSnowflake snowflake() {
        return snowflake;
    }

    /** Connections for looking at the tables. */
    HikariDataSource warehouse() {
        return warehouse;
    }

    private static DeliveryStream stream(Feed feed) {
        return stream(feed, feed.feedName());
    }

    private static DeliveryStream posts() {
        return stream(Feed.EVENTS, "posts").from(POSTS);
    }

    private static DeliveryStream stream(Feed feed, String name) {
        return new DeliveryStream(
                "snowline-" + name, BUCKET, "landing/" + feed.feedName() + "/", BUFFER_BYTES, BUFFER_AGE, true);
    }

    @Override
    public void close() throws IOException, SQLException {
        warehouse.close();
        firehose.close();
        kinesisClient.close();
        kinesis.close();
        snowflake.close();
        client.close();
        s3.close();
        sqsClient.close();
        sqs.close();
    }
}
