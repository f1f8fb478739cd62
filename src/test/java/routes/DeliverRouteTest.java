package routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.delivery.FileRecords;
import routes.delivery.LineRecord;
import routes.delivery.Outages;
import routes.delivery.RecordBatch;
import routes.delivery.Service;
import routes.delivery.Source;
import routes.settings.DeliverSettings;
import routes.settings.FeedSettings;
import software.amazon.awssdk.services.firehose.FirehoseClient;

@Timeout(180)
class DeliverRouteTest {
    private static final DeliverSettings QUICK = new DeliverSettings(Duration.ofMillis(5), Duration.ofMillis(50));

    private InMemoryFirehose firehose;
    private FirehoseClient client;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        firehose = new InMemoryFirehose();
        client = firehose.client();
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("roles", "gateway,agent");
        camel.getPropertiesComponent().setInitialProperties(properties);
        camel.getRegistry().bind(DeliverRoute.CLIENT, FirehoseClient.class, client);
        camel.addRoutes(new LineErrors(QUICK));
        camel.addRoutes(new DeliverRoute(
                List.of(FeedSettings.raw("orders", "/none", "orders-stream")),
                QUICK,
                new Outages(Service.FIREHOSE, Clock.systemUTC())));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        client.close();
        firehose.close();
    }

    @Test
    void sendsABatchInOneCall() {
        Exchange done = deliver(batch(500));
        assertThat(done.getException()).isNull();
        assertThat(firehose.calls()).isEqualTo(1);
        assertThat(firehose.records()).containsExactlyElementsOf(texts(500));
    }

    @Test
    void resendsOnlyTheRefusedRecords() {
        firehose.refuse(n -> n <= 100 && n % 7 == 0);
        Exchange done = deliver(batch(100));
        assertThat(done.getException()).isNull();
        assertThat(firehose.calls()).isEqualTo(2);
        assertThat(firehose.records()).containsExactlyInAnyOrderElementsOf(texts(100));
    }

    @Test
    void resendsUntilNoneIsRefused() {
        firehose.refuse(n -> n % 2 == 0);
        assertThat(deliver(batch(64)).getException()).isNull();
        assertThat(firehose.calls()).isGreaterThan(4);
        assertThat(firehose.records()).containsExactlyInAnyOrderElementsOf(texts(64));
    }

    @Test
    void waitsWhileFirehoseIsAway() {
        firehose.away(true);
        CompletableFuture<Exchange> delivery = CompletableFuture.supplyAsync(() -> deliver(batch(3)));
        await().until(() -> firehose.calls() > 12);
        assertThat(delivery).isNotDone();

        firehose.away(false);
        assertThat(delivery).succeedsWithin(Duration.ofSeconds(60)).satisfies(done -> assertThat(done.getException())
                .isNull());
        assertThat(firehose.records()).containsExactlyElementsOf(texts(3));
    }

    @Test
    void tellsSeldomWhatFailsAndWhatToDo() {
        firehose.error("ResourceNotFoundException");
        try (CapturedLog said = CapturedLog.ofAll()) {
            CompletableFuture<Exchange> delivery = CompletableFuture.supplyAsync(() -> deliver(batch(3)));
            await().until(() -> !said.warnings().isEmpty());
            int calls = firehose.calls();
            await().until(() -> firehose.calls() > calls + 20);
            assertThat(said.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("WARN Firehose has taken nothing for stream orders-stream since ")
                    .contains("ResourceNotFoundException: Made up. Create the stream in this account");
            assertThat(delivery).isNotDone();

            firehose.error(null);
            assertThat(delivery).succeedsWithin(Duration.ofSeconds(60));
            assertThat(said.lines()).anyMatch(line -> line.startsWith("INFO Firehose takes records for stream"));
        }
    }

    @Test
    void failsTheExchangeWhenItIsStoppedWithRecordsLeft() {
        firehose.refuse(n -> true);
        CompletableFuture<Exchange> delivery = CompletableFuture.supplyAsync(() -> deliver(batch(3)));
        await().until(() -> firehose.calls() > 3);

        camel.stop();
        assertThat(delivery).succeedsWithin(Duration.ofSeconds(60)).satisfies(done -> assertThat(done.getException())
                .isNotNull());
        assertThat(firehose.records()).isEmpty();
    }

    @Test
    void failsTheExchangeWhenItIsStoppedWhileFirehoseIsAway() {
        firehose.away(true);
        CompletableFuture<Exchange> delivery = CompletableFuture.supplyAsync(() -> deliver(batch(3)));
        await().until(() -> firehose.calls() > 3);

        long before = System.nanoTime();
        camel.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
        assertThat(delivery).succeedsWithin(Duration.ofSeconds(60)).satisfies(done -> assertThat(done.getException())
                .isNotNull());
        assertThat(firehose.records()).isEmpty();
    }

    @Test
    void sendsABatchThatIsGettingOnToItsEndAtAStop() {
        firehose.refuse(n -> n % 2 == 0);
        CompletableFuture<Exchange> delivery = CompletableFuture.supplyAsync(() -> deliver(batch(500)));
        await().until(() -> firehose.calls() > 0);
        camel.stop();
        assertThat(delivery).succeedsWithin(Duration.ofSeconds(60)).satisfies(done -> assertThat(done.getException())
                .isNull());
        assertThat(firehose.records()).containsExactlyInAnyOrderElementsOf(texts(500));
    }

    private Exchange deliver(RecordBatch batch) {
        return camel.createFluentProducerTemplate()
                .to("direct:deliver")
                .withBody(batch)
                .send();
    }

    private static RecordBatch batch(int size) {
        List<LineRecord> records = new ArrayList<>();
        long offset = 0;
        for (String text : texts(size)) {
            byte[] data = text.getBytes(UTF_8);
            records.add(new LineRecord(offset, offset + data.length, data));
            offset += data.length;
        }
        return new RecordBatch(
                List.of(new FileRecords(new Source("orders", "source-0", Path.of("/var/log/o.log"), ""), records)));
    }

    private static List<String> texts(int size) {
        return IntStream.range(0, size).mapToObj(i -> "line " + i + "\n").toList();
    }
}
