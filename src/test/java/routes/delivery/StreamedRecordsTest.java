package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

class StreamedRecordsTest {
    private static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("local", "local");
    private static final DateTimeFormatter AMZ_DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final InMemoryHttp http = new InMemoryHttp();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 1_000, 24 * 1024 - 1, 24 * 1024, 24 * 1024 + 1, 72 * 1024, 999_999, 1_000_000})
    void sendsWhatTheClientAloneSends(int bytes) {
        List<Record> records = List.of(random(bytes), random(bytes + 1), random(3));
        put(streaming(), records);
        put(plain(), records);
        assertThat(http.bodies.get(0)).isEqualTo(http.bodies.get(1));
        assertThat(http.heads.get(0).firstMatchingHeader("Content-Length"))
                .hasValue(Integer.toString(http.bodies.get(0).length));
        assertThat(http.heads.get(0).firstMatchingHeader("Content-Type"))
                .isEqualTo(http.heads.get(1).firstMatchingHeader("Content-Type"));
    }

    @Test
    void sendsAsManyRecordsAsACallMayCarry() {
        List<Record> records = IntStream.range(0, FirehoseLimits.MAX_BATCH_RECORDS)
                .mapToObj(i -> random(100 + i))
                .toList();
        put(streaming(), records);
        put(plain(), records);
        assertThat(http.bodies.get(0)).isEqualTo(http.bodies.get(1));
    }

    @Test
    void sendsTheSameAgainAfterAnError() {
        http.statuses.add(500);
        put(streaming(), List.of(random(100_000)));
        assertThat(http.bodies).hasSize(2);
        assertThat(http.bodies.get(1)).isEqualTo(http.bodies.get(0));
    }

    @Test
    void signsWhatItSends() {
        put(streaming(), List.of(random(100_000), random(7)));
        SdkHttpRequest sent = http.heads.get(0);
        String signature = sent.firstMatchingHeader("Authorization").orElseThrow();
        String date = sent.firstMatchingHeader("X-Amz-Date").orElseThrow();
        Clock then = Clock.fixed(LocalDateTime.parse(date, AMZ_DATE).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        SdkHttpRequest again = AwsV4HttpSigner.create()
                .sign(request -> request.identity(CREDENTIALS)
                        .request(sent.toBuilder().removeHeader("Authorization").build())
                        .payload(ContentStreamProvider.fromByteArray(http.bodies.get(0)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "firehose")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, then))
                .request();
        assertThat(again.firstMatchingHeader("Authorization")).hasValue(signature);
    }

    @Test
    void leavesOtherCallsAlone() {
        Record record = random(50);
        Consumer<FirehoseClient> call = client ->
                client.putRecord(request -> request.deliveryStreamName("orders").record(record));
        call.accept(streaming());
        call.accept(plain());
        assertThat(http.bodies.get(0)).isEqualTo(http.bodies.get(1));
    }

    @Test
    void readsAByteAtATimeAsItReadsMany() throws IOException {
        byte[] head = {'<'};
        byte[] tail = {'>'};
        List<Record> records = List.of(random(50_000), random(1));
        byte[] whole = new RecordsBody(head, records, tail).readAllBytes();
        RecordsBody body = new RecordsBody(head, records, tail);
        for (byte expected : whole) {
            assertThat(body.read()).isEqualTo(expected & 0xff);
        }
        assertThat(body.read()).isEqualTo(-1);
        assertThat(RecordsBody.length(head, records, tail)).isEqualTo(whole.length);
    }

    private static void put(FirehoseClient client, List<Record> records) {
        client.putRecordBatch(request -> request.deliveryStreamName("orders").records(records));
    }

    private static Record random(int bytes) {
        byte[] data = new byte[bytes];
        new Random(bytes).nextBytes(data);
        return Record.builder().data(SdkBytes.fromByteArray(data)).build();
    }

    private FirehoseClient plain() {
        return FirehoseClient.builder()
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .build();
    }

    private FirehoseClient streaming() {
        return FirehoseClient.builder()
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new StreamedRecords()))
                .build();
    }

    /** Keeps what would have gone over the wire, and answers that all was taken. */
    private static final class InMemoryHttp implements SdkHttpClient {
        final List<SdkHttpRequest> heads = new ArrayList<>();
        final List<byte[]> bodies = new ArrayList<>();
        /** Statuses of the next answers; 200 when there are none. */
        final List<Integer> statuses = new ArrayList<>();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return answer(request);
                }

                @Override
                public void abort() {
                    // Nothing is under way: answers come at once.
                }
            };
        }

        private HttpExecuteResponse answer(HttpExecuteRequest request) {
            heads.add(request.httpRequest());
            try {
                bodies.add(request.contentStreamProvider()
                        .orElseThrow()
                        .newStream()
                        .readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            int status = statuses.isEmpty() ? 200 : statuses.remove(0);
            byte[] body = "{\"FailedPutCount\":0,\"RequestResponses\":[]}".getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(status)
                            .putHeader("Content-Type", "application/x-amz-json-1.1")
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
