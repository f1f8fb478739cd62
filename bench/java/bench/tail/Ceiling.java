package bench.tail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * The ceiling: a process that reads one file, encodes it and posts it, and does nothing else. Records are as large as an
 * agent's and four calls of four are under way, but nothing is signed, parsed, kept or watched, and buffers are used again.
 * It posts through plain sockets, or through the HTTP client of the JDK as a program would that is written for a purpose.
 * Through the AWS SDK it signs and parses as well: the least that any program does that uses it.
 */
public final class Ceiling {
    static final String SOCKETS = "sockets";
    static final String CLIENT = "client";
    static final String SDK = "sdk";

    private static final int IN_FLIGHT = 4;
    private static final String TYPE = "application/x-amz-json-1.1";
    private static final String TARGET = "Firehose_20150804.PutRecordBatch";
    private static final int RECORDS = 4;
    /** As many whole lines as go into 1,000,000 bytes. */
    private static final int RECORD_BYTES = 1_000_000 / Line.BYTES * Line.BYTES;

    private Ceiling() {}

    /**
     * Sends the file, then waits for the end of standard input, so that who started it can read what it took.
     *
     * @param arguments the file, the port, and what to post by: {@value #SOCKETS}, {@value #CLIENT} or {@value #SDK}
     */
    public static void main(String[] arguments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);
        try (FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
            int port = Integer.parseInt(arguments[1]);
            Posts posts = posts(arguments[2], port);
            AtomicLong next = new AtomicLong();
            List<Callable<Void>> loops = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                loops.add(new Loop(file, next, posts.open()));
            }
            for (Future<Void> loop : threads.invokeAll(loops)) {
                loop.get();
            }
            if (System.in.read() >= 0) {
                throw new IllegalStateException("Nothing is ever written to standard input");
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Posts posts(String mode, int port) {
        if (mode.equals(SOCKETS)) {
            return () -> new SocketPost(port);
        }
        if (mode.equals(CLIENT)) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return () -> new ClientPost(client, port);
        }
        if (mode.equals(SDK)) {
            FirehoseClient client = FirehoseClient.builder()
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                    .endpointOverride(URI.create("http://127.0.0.1:" + port))
                    .build();
            return () -> new SdkPost(client);
        }
        throw new IllegalArgumentException("There is no way to post by " + mode);
    }

    /** One of the calls under way: the next part of the file, posted, until there is none. */
    private static final class Loop implements Callable<Void> {
        private static final int CALL_BYTES = RECORDS * RECORD_BYTES;

        private final FileChannel file;
        private final AtomicLong next;
        private final Post post;
        private final byte[][] records = new byte[RECORDS][RECORD_BYTES];

        Loop(FileChannel file, AtomicLong next, Post post) {
            this.file = file;
            this.next = next;
            this.post = post;
        }

        @Override
        public Void call() throws IOException, InterruptedException {
            try (Post open = post) {
                for (long from = next.getAndAdd(CALL_BYTES); from < file.size(); from = next.getAndAdd(CALL_BYTES)) {
                    open.send(read(from));
                }
            }
            return null;
        }

        private List<byte[]> read(long from) throws IOException {
            List<byte[]> read = new ArrayList<>(RECORDS);
            for (byte[] record : records) {
                int length = read(record, from + (long) read.size() * RECORD_BYTES);
                if (length == 0) {
                    break;
                }
                read.add(length == record.length ? record : Arrays.copyOf(record, length));
            }
            return read;
        }

        private int read(byte[] record, long from) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(record);
            int count;
            do {
                count = file.read(buffer, from + buffer.position());
            } while (count > 0 && buffer.hasRemaining());
            return buffer.position();
        }
    }

    /** Opens what a loop posts by. */
    private interface Posts {
        Post open() throws IOException;
    }

    /** Posts records and waits for the answer. Belongs to one thread. */
    private interface Post extends AutoCloseable {
        void send(List<byte[]> records) throws IOException, InterruptedException;

        @Override
        default void close() throws IOException {}
    }

    /** Posts what it has encoded itself, into a buffer that it keeps. */
    private abstract static class EncodedPost implements Post {
        private final byte[] encoded = new byte[(RECORD_BYTES + 2) / 3 * 4];
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(RECORDS * (encoded.length + 64) + 64);

        abstract void send(ByteArrayOutputStream body) throws IOException, InterruptedException;

        @Override
        public void send(List<byte[]> records) throws IOException, InterruptedException {
            body.reset();
            body.writeBytes(text("{\"DeliveryStreamName\":\"bench\",\"Records\":["));
            String before = "{\"Data\":\"";
            for (byte[] record : records) {
                int length = Base64.getEncoder().encode(record, encoded);
                body.writeBytes(text(before));
                body.write(encoded, 0, length);
                body.writeBytes(text("\"}"));
                before = ",{\"Data\":\"";
            }
            body.writeBytes(text("]}"));
            send(body);
        }
    }

    /** Through a client that all share, as it comes. */
    private record SdkPost(FirehoseClient client) implements Post {
        @Override
        public void send(List<byte[]> records) {
            client.putRecordBatch(call -> call.deliveryStreamName("bench")
                    .records(records.stream()
                            .map(data -> Record.builder()
                                    .data(SdkBytes.fromByteArrayUnsafe(data))
                                    .build())
                            .toList()));
        }
    }

    /** Through a client that all share. */
    private static final class ClientPost extends EncodedPost {
        private final HttpClient client;
        private final int port;

        ClientPost(HttpClient client, int port) {
            this.client = client;
            this.port = port;
        }

        @Override
        void send(ByteArrayOutputStream body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .header("Content-Type", TYPE)
                    .header("X-Amz-Target", TARGET)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                    .build();
            int status = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .statusCode();
            if (status != 200) {
                throw new IOException("The sink answered " + status);
            }
        }
    }

    /** Through a connection of its own. */
    private static final class SocketPost extends EncodedPost {
        private final Socket socket;
        private final OutputStream out;
        private final DataInputStream in;

        SocketPost(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        @Override
        void send(ByteArrayOutputStream body) throws IOException {
            out.write(text("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + TYPE + "\r\nX-Amz-Target: " + TARGET
                    + "\r\nContent-Length: " + body.size() + "\r\n\r\n"));
            body.writeTo(out);
            skipAnswer();
        }

        /** The sink gives the length of its answer last of all headers. */
        @SuppressWarnings("deprecation") // DataInputStream.readLine: bytes as Latin-1 are what HTTP heads are
        private void skipAnswer() throws IOException {
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            in.readFully(new byte[length]);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
