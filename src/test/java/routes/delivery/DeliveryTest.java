package routes.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;

class DeliveryTest {
    private final Outages outages = new Outages(Service.FIREHOSE, Clock.systemUTC());
    private final Pauses pauses =
            new Pauses(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random()), outages, () -> false);
    private final Deliveries deliveries = new Deliveries(Map.of("orders", "orders-stream"), pauses, outages);

    @Test
    void beginsWithEveryRecordForTheStreamOfTheFeed() {
        Delivery delivery = deliveries.begin(batch("orders", "a\n", "b\n"));
        assertThat(texts(delivery)).containsExactly("a\n", "b\n");
        assertThat(delivery.request().deliveryStreamName()).isEqualTo("orders-stream");
        assertThat(delivery.setbacks()).isZero();
    }

    @Test
    void keepsOnlyTheRefusedRecordsInOrder() {
        Delivery delivery = deliveries.begin(batch("orders", "a\n", "b\n", "c\n", "d\n"));
        Delivery left = deliveries.advance(delivery, answer("", "ServiceUnavailableException", "", "InternalFailure"));
        assertThat(texts(left)).containsExactly("b\n", "d\n");
        assertThat(left.setbacks()).isEqualTo(1);

        Delivery less = deliveries.advance(left, answer("InternalFailure", ""));
        assertThat(texts(less)).containsExactly("b\n");
        assertThat(less.setbacks()).isEqualTo(2);

        Delivery none = deliveries.advance(less, answer(""));
        assertThat(none.isUnfinished()).isFalse();
        deliveries.end(none);
    }

    @Test
    void isStuckAfterACallThatBroughtNothing() {
        Delivery delivery = deliveries.begin(batch("orders", "a\n", "b\n"));
        assertThat(delivery.isStuck()).isFalse();
        Delivery failed = deliveries.fail(delivery, new IOException("gone"));
        assertThat(failed).isEqualTo(new Delivery("orders-stream", delivery.left(), 1, true));
        Delivery refused = deliveries.advance(failed, answer("InternalFailure", "InternalFailure"));
        assertThat(refused).isEqualTo(new Delivery("orders-stream", delivery.left(), 2, true));
        assertThat(outages.of("orders-stream"))
                .hasValueSatisfying(outage -> assertThat(outage.calls()).isEqualTo(2));
        Delivery half = deliveries.advance(refused, answer("", "InternalFailure"));
        assertThat(half.isStuck()).isFalse();
        assertThat(outages.of("orders-stream")).isEmpty();
    }

    @Test
    void believesNoAnswerThatDoesNotSpeakOfEveryRecord() {
        Delivery delivery = deliveries.begin(batch("orders", "a\n", "b\n"));
        assertThatIllegalStateException().isThrownBy(() -> deliveries.advance(delivery, answer("")));
    }

    @Test
    void believesNoAnswerThatContradictsItself() {
        Delivery delivery = deliveries.begin(batch("orders", "a\n", "b\n"));
        for (int count : List.of(0, 2)) {
            PutRecordBatchResponse answer = answer("", "InternalFailure").toBuilder()
                    .failedPutCount(count)
                    .build();
            assertThatIllegalStateException().isThrownBy(() -> deliveries.advance(delivery, answer));
        }
        assertThat(deliveries.counters("orders").records()).isZero();
    }

    @Test
    void takesARecordWithoutIdForTakenIfTheCountAgrees() {
        PutRecordBatchResponse answer = PutRecordBatchResponse.builder()
                .failedPutCount(0)
                .requestResponses(PutRecordBatchResponseEntry.builder().build())
                .build();
        assertThat(deliveries
                        .advance(deliveries.begin(batch("orders", "a\n")), answer)
                        .isUnfinished())
                .isFalse();
    }

    @Test
    void doesNotEndWithRecordsLeft() {
        assertThatIllegalStateException().isThrownBy(() -> deliveries.end(deliveries.begin(batch("orders", "a\n"))));
    }

    @Test
    void namesThePropertyOfAFeedWithoutAStream() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deliveries.begin(batch("customers", "a\n")))
                .withMessageContaining("feed.customers.stream");
    }

    @Test
    void sendsNoMoreRecordsInACallThanFirehoseTakes() {
        String[] many = Stream.generate(() -> "a\n")
                .limit(FirehoseLimits.MAX_BATCH_RECORDS + 2)
                .toArray(String[]::new);
        many[1] = "b\n";
        Delivery delivery = deliveries.begin(batch("orders", many));
        assertThat(delivery.request().records()).hasSize(FirehoseLimits.MAX_BATCH_RECORDS);
        String[] answers = new String[FirehoseLimits.MAX_BATCH_RECORDS];
        Arrays.fill(answers, "");
        answers[1] = "InternalFailure";
        Delivery left = deliveries.advance(delivery, answer(answers));
        assertThat(texts(left)).containsExactly("b\n", "a\n", "a\n");
        assertThat(left.setbacks()).isEqualTo(1);
        assertThat(deliveries.advance(left, answer("", "", "")).isUnfinished()).isFalse();
    }

    @Test
    void sendsNoMoreBytesInACallThanFirehoseTakes() {
        String megabyte = "x".repeat(999_999) + "\n";
        Delivery delivery = deliveries.begin(batch("orders", megabyte, megabyte, megabyte, megabyte, megabyte));
        assertThat(delivery.request().records()).hasSize(4);
        Delivery left = deliveries.advance(delivery, answer("", "", "", ""));
        assertThat(left.left()).hasSize(1);
        assertThat(left.setbacks()).isZero();
    }

    @Test
    void acceptsNoBatchThatIsEmptyOrHasAGap() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordBatch(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new FileRecords(source("orders"), List.of()));
        LineRecord first = new LineRecord(0, 2, "a\n".getBytes(UTF_8));
        LineRecord third = new LineRecord(4, 6, "c\n".getBytes(UTF_8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileRecords(source("orders"), List.of(first, third)))
                .withMessageContaining("gap");
    }

    @Test
    void sendsTheRecordsOfSeveralFilesInOneCall() {
        RecordBatch batch = new RecordBatch(List.of(
                batch("orders", "a\n", "b\n").files().get(0),
                batch("orders", "c\n").files().get(0)));
        assertThat(texts(deliveries.begin(batch))).containsExactly("a\n", "b\n", "c\n");
        assertThat(batch.bytes()).isEqualTo(6);
        assertThat(batch)
                .hasToString(
                        "3 records of 2 files of orders, the first of them 2 records of source source-0 of orders, bytes 0 to 4");
    }

    @Test
    void acceptsNoBatchOfTwoFeeds() {
        List<FileRecords> both = List.of(
                batch("orders", "a\n").files().get(0),
                batch("events", "a\n").files().get(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordBatch(both));
    }

    @Test
    void acceptsNoRecordWithoutANewlineAtItsEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LineRecord(0, 1, "a".getBytes(UTF_8)));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineRecord(0, 0, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineRecord(2, 2, "a\n".getBytes(UTF_8)));
        byte[] large = new byte[FirehoseLimits.MAX_RECORD_BYTES + 1];
        large[large.length - 1] = '\n';
        assertThatIllegalArgumentException().isThrownBy(() -> new LineRecord(0, large.length, large));
        assertThat(new LineRecord(7, 8, "a\n".getBytes(UTF_8)).to()).isEqualTo(8);
    }

    private static Source source(String feed) {
        return new Source(feed, "source-0", Path.of("/var/log/o.log"), "");
    }

    private static RecordBatch batch(String feed, String... texts) {
        List<LineRecord> records = new ArrayList<>();
        long offset = 0;
        for (String text : texts) {
            byte[] data = text.getBytes(UTF_8);
            records.add(new LineRecord(offset, offset + data.length, data));
            offset += data.length;
        }
        return new RecordBatch(List.of(new FileRecords(source(feed), records)));
    }

    private static PutRecordBatchResponse answer(String... errors) {
        List<PutRecordBatchResponseEntry> entries = Stream.of(errors)
                .map(error -> PutRecordBatchResponseEntry.builder()
                        .recordId(error.isEmpty() ? "id" : null)
                        .errorCode(error.isEmpty() ? null : error)
                        .build())
                .toList();
        return PutRecordBatchResponse.builder()
                .failedPutCount((int)
                        Stream.of(errors).filter(error -> !error.isEmpty()).count())
                .requestResponses(entries)
                .build();
    }

    private static List<String> texts(Delivery delivery) {
        return delivery.left().stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }
}
