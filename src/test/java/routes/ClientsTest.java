package routes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import local.s3.LocalS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

class ClientsTest {
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final long DRIP_MILLIS = 50;

    @Test
    @Timeout(60)
    void endsACallWhoseAnswerDrips() throws IOException {
        ExecutorService server = Executors.newSingleThreadExecutor();
        CountDownLatch end = new CountDownLatch(1);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FirehoseClient client = FirehoseClient.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + socket.getLocalPort()))
                        .region(LocalS3.REGION)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .overrideConfiguration(Clients.once(LIMIT))
                        .build()) {
            server.execute(() -> drip(socket, end));

            assertThatThrownBy(() -> client.putRecordBatch(call -> call.deliveryStreamName("orders")
                            .records(List.of(Record.builder()
                                    .data(SdkBytes.fromUtf8String("a\n"))
                                    .build()))))
                    .isInstanceOf(ApiCallAttemptTimeoutException.class);
        } finally {
            end.countDown();
            server.shutdown();
        }
    }

    private static void drip(ServerSocket server, CountDownLatch end) {
        try (Socket connection = server.accept()) {
            OutputStream answer = connection.getOutputStream();
            answer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(US_ASCII));
            while (!end.await(DRIP_MILLIS, TimeUnit.MILLISECONDS)) {
                answer.write(' ');
                answer.flush();
            }
        } catch (IOException | InterruptedException e) {
            // The client has hung up, which ends the dripping.
            throw new IllegalStateException(e);
        }
    }
}
