package bench.pipeline;

import bench.Child;
import bench.Cost;
import bench.StackProperties;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import local.firehose.DeliveryStream;
import local.firehose.LocalFirehose;
import local.run.LocalUser;
import local.run.Tables;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import local.sqs.LocalSqs;
import local.wire.Gate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The local stack in this process, on disk, and the application in the roles of agent and loader in another. */
final class Pipeline implements AutoCloseable {
    static final String BUCKET = "lake";
    static final String HEAP = "-Xmx512m";

    private static final long FIREHOSE_BYTES = 5L << 20;
    private static final Duration FIREHOSE_AGE = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 30;

    private final Path dir;
    private final LocalS3 s3;
    private final S3Client client;
    private final Gate gate;
    private final LocalSqs sqs = LocalSqs.start();
    private final SqsClient messages = sqs.client();
    private final LocalFirehose firehose;
    private final LocalSnowflake snowflake;
    private final HikariDataSource pool;
    private final String landed;
    private Process application;

    Pipeline(Path dir) throws IOException, SQLException {
        this.dir = Files.createDirectories(dir);
        Files.createDirectories(dir.resolve("logs"));
        s3 = LocalS3.in(dir.resolve("s3"), BUCKET, 0);
        client = s3.client();
        gate = new Gate(s3.endpoint());
        landed = sqs.createQueue("landed", Duration.ofSeconds(30));
        s3.events().sendTo(messages, landed, "landing/");
        firehose = new LocalFirehose(
                0,
                List.of(new DeliveryStream(
                        "snowline-orders", BUCKET, "landing/orders/", FIREHOSE_BYTES, FIREHOSE_AGE, true)),
                dir.resolve("firehose"),
                client,
                Clock.systemUTC());
        snowflake = LocalSnowflake.start(
                local.snowflake.Options.inMemory(s3.endpoint()).withFile(dir.resolve("snowflake.duckdb")));
        pool = LocalUser.open(snowflake);
        LocalUser.setUp(pool, BUCKET);
    }

    /** The log that the agent follows. */
    Path log() {
        return dir.resolve("logs").resolve("orders.log");
    }

    /** What the stack itself is asked, the application's requests among it. */
    Gate stackGate() {
        return s3.gate();
    }

    /** What the application asks of S3. */
    Gate gate() {
        return gate;
    }

    S3Client s3() {
        return client;
    }

    LocalFirehose firehose() {
        return firehose;
    }

    Tables tables() {
        return new Tables(pool);
    }

    /** Rows of all batches that anybody can see now. */
    long visible() throws SQLException {
        return tables().number("select coalesce(sum(rows_parsed), 0) from control.batches");
    }

    void start(Map<String, String> more) throws IOException {
        Map<String, String> properties = StackProperties.of(gate.endpoint(), BUCKET, snowflake);
        properties.put("aws.endpointUrlFirehose", firehose.endpoint().toString());
        properties.put("aws.endpointUrlSqs", sqs.endpoint().toString());
        properties.put("roles", "agent,loader");
        properties.put("tail.checkpoint", dir.resolve("checkpoint").toString());
        properties.put("feed.orders.files", log().toString());
        properties.put("feed.customers.files", "");
        properties.put("feed.events.files", "");
        properties.put("notify.queue", landed);
        properties.put("claim.linger", "1s");
        properties.putAll(more);
        List<String> flags = new ArrayList<>(List.of(HEAP));
        properties.forEach((key, value) -> flags.add("-D" + key + "=" + value));
        application = Child.java(flags, List.of("local.run.Leash"))
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("application.log").toFile())
                .start();
    }

    /** What the application has taken since it started. */
    Cost applicationCost() throws IOException {
        return Cost.of(application.pid());
    }

    /** Bytes of memory that the application has resident now, in millions, and its open files. */
    Footprint footprint() throws IOException {
        Path process = Path.of("/proc", Long.toString(application.pid()));
        double resident = Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Footprint(resident * 1024 / 1e6, files.count());
        }
    }

    record Footprint(double megabytes, long files) {}

    /** Fails if the application has ended. */
    void requireAlive() throws IOException {
        if (!application.isAlive()) {
            throw new IllegalStateException(
                    "The application has ended:\n" + Files.readString(dir.resolve("application.log")));
        }
    }

    @Override
    public void close() throws IOException, SQLException, InterruptedException {
        if (application != null) {
            application.destroy();
            if (!application.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                application.destroyForcibly();
            }
        }
        firehose.close();
        pool.close();
        snowflake.close();
        gate.close();
        client.close();
        s3.close();
        messages.close();
        sqs.close();
    }
}
