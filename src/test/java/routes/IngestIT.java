package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import local.firehose.DeliveryStream;
import local.firehose.LocalFirehose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * From a post to the mart: a client posts 100,000 events while the gateway is killed and started again, Kinesis refuses
 * records and calls and closes connections before and after it has stored, shards are split and merged, and Firehose reads
 * some records twice. Each event that was answered 202 must be one row in the end, no more and no less.
 */
class IngestIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int EVENTS = 100_000;
    private static final int KILLS = 5;
    /** The one that is no kill: a stop in the middle of posts. */
    private static final int STOP = 3;

    /** Of calls and of records. */
    private static final double STRUCK = 0.05;

    @TempDir
    private Path directory;

    private LocalStack stack;
    private S3Client s3;
    private KinesisClient kinesis;
    private LocalFirehose firehose;
    private int port;

    @BeforeEach
    void start() throws Exception {
        stack = new LocalStack();
        s3 = stack.s3().client();
        stack.kinesis().createStream("posts", 2);
        kinesis = stack.kinesis().client();
        firehose = new LocalFirehose(
                0,
                List.of(new DeliveryStream(
                                "snowline-posts", "lake", "landing/events/", 1 << 20, Duration.ofSeconds(1), true)
                        .from("posts")),
                directory.resolve("firehose"),
                s3,
                kinesis,
                Clock.systemUTC());
        port = freePort();
    }

    @AfterEach
    void stop() throws Exception {
        firehose.close();
        kinesis.close();
        s3.close();
        stack.close();
    }

    @Test
    void makesOneRowOfEachAcceptedEventThoughTheGatewayIsKilled() throws Exception {
        long seed = System.nanoTime();
        System.out.println("Seed of the mishaps: " + seed);
        stack.kinesis().mishaps().strikeShareOfCalls(STRUCK, seed);
        stack.kinesis().mishaps().refuseShareOfRecords(STRUCK, seed);
        URI uri = URI.create("http://127.0.0.1:" + port + "/v1/events/events");
        try (PostingClient client = new PostingClient(uri, EVENTS, seed)) {
            client.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                long enough = (long) kill * EVENTS / (KILLS + 1);
                try (AgentProcess gateway = gateway()) {
                    gateway.await(() -> client.accepted() >= enough);
                    if (kill == STOP) {
                        gateway.terminate();
                        gateway.waitFor();
                    } else {
                        gateway.kill();
                    }
                }
                reshard(kill);
                firehose.readSourceAgain("snowline-posts");
            }
            try (AgentProcess gateway = gateway()) {
                client.await(PATIENCE);
                gateway.terminate();
                gateway.waitFor();
            }
            System.out.println("Answers to posts: " + client.answers());
            assertThat(client.accepted()).isEqualTo(EVENTS);
            assertThat(client.answers()).containsKey(PostingClient.CUT_OFF);
        }
        firehose.flush(PATIENCE);
        stack.load(Map.of());

        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(EVENTS);
        assertThat(stack.rows("select body:pair::int, count(*) from mart.events group by 1 having count(*) <> 2"))
                .as("pairs of equal events that are not two")
                .isEmpty();
        assertThat(stack.number("select count(distinct body:pair::int) from mart.events"))
                .isEqualTo(EVENTS / 2);
        long repeated = stack.number("select sum(rows_repeated) from control.batches");
        System.out.println("Events that came more than once: " + repeated);
        assertThat(repeated).isPositive();
        assertThat(stack.number("select count(*) from control.rejected_rows")).isZero();
        assertThat(stack.failingChecks()).isEmpty();
    }

    /** Splits the first shard, then merges what came of it, and so on. */
    private void reshard(int kill) {
        if (kill == 1) {
            kinesis.splitShard(request -> request.streamName("posts")
                    .shardToSplit("shardId-000000000000")
                    .newStartingHashKey("1000000000000000000000000000000000000"));
        } else if (kill == 2) {
            kinesis.mergeShards(request -> request.streamName("posts")
                    .shardToMerge("shardId-000000000002")
                    .adjacentShardToMerge("shardId-000000000003"));
        }
    }

    private AgentProcess gateway() throws IOException {
        return AgentProcess.gateway(
                directory,
                stack.kinesis().endpoint(),
                Map.of(
                        "roles", "gateway",
                        "feed.events.ingest", "posts",
                        "ingest.port", Integer.toString(port),
                        "camel.management.enabled", "false"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
