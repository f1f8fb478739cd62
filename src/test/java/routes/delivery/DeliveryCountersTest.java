package routes.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;

class DeliveryCountersTest {
    private static final Source SOURCE = new Source("orders", "id", Path.of("/orders.log"), "");

    @ParameterizedTest
    @CsvSource({"1,5120", "5120,5120", "5121,10240", "1000000,1003520"})
    void billsEachRecordAsWholeSteps(long bytes, long billed) {
        assertThat(FirehoseLimits.billedBytes(bytes)).isEqualTo(billed);
    }

    @Test
    void countsWhatWasTakenOnceAndWhatWasRefusedEachTime() {
        TestedDeliveries tested = new TestedDeliveries("a\nb\n", "c\n");
        DeliveryCounters counters = tested.counters();

        tested.answer("refused", null);
        assertThat(counters.records()).isEqualTo(1);
        assertThat(counters.recordsRefused()).isEqualTo(1);
        assertThat(counters.retries()).isEqualTo(1);
        assertThat(counters.lines()).isEqualTo(1);

        tested.answer((String) null);
        assertThat(counters.calls()).isEqualTo(2);
        assertThat(counters.callsFailed()).isZero();
        assertThat(counters.retries()).isEqualTo(1);
        assertThat(counters.records()).isEqualTo(2);
        assertThat(counters.lines()).isEqualTo(3);
        assertThat(counters.bytesSent()).isEqualTo(6);
        assertThat(counters.bytesBilled()).isEqualTo(2 * 5120);
    }

    @Test
    void countsACallThatFailedAsMadeAgain() {
        TestedDeliveries tested = new TestedDeliveries("a\n");
        tested.fail();
        assertThat(tested.counters().calls()).isEqualTo(1);
        assertThat(tested.counters().callsFailed()).isEqualTo(1);
        assertThat(tested.counters().retries()).isEqualTo(1);
        assertThat(tested.counters().records()).isZero();
    }

    /** One delivery, answered as a test says. */
    private static final class TestedDeliveries {
        private final Outages outages = new Outages(Service.FIREHOSE, Clock.systemUTC());
        private final Deliveries deliveries = new Deliveries(
                Map.of("orders", "stream"),
                new Pauses(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random()), outages, () -> false),
                outages);
        private Delivery delivery;

        private TestedDeliveries(String... records) {
            List<LineRecord> lines = new java.util.ArrayList<>();
            long from = 0;
            for (String record : records) {
                byte[] data = record.getBytes(UTF_8);
                lines.add(new LineRecord(from, from + data.length, data));
                from += data.length;
            }
            delivery = deliveries.begin(new RecordBatch(List.of(new FileRecords(SOURCE, lines))));
        }

        private DeliveryCounters counters() {
            return deliveries.counters("orders");
        }

        private void fail() {
            delivery = deliveries.fail(delivery, new IllegalStateException("gone"));
        }

        private void answer(String... errors) {
            delivery = deliveries.advance(
                    delivery,
                    PutRecordBatchResponse.builder()
                            .requestResponses(Arrays.stream(errors)
                                    .map(error -> PutRecordBatchResponseEntry.builder()
                                            .errorCode(error)
                                            .build())
                                    .toList())
                            .build());
        }
    }
}
