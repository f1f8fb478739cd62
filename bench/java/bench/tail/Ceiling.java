package bench.tail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
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

/**
 * The ceiling: a process that reads one file, encodes it and posts it, and does nothing else. Records and calls are as
 * large as an agent's and four calls are under way, but nothing is signed, parsed, kept or watched, and buffers are used
 * again.
 */
public final class Ceiling {
    private static final int IN_FLIGHT = 4;

    private Ceiling() {}

    /**
     * Sends the file, then waits for the end of standard input, so that who started it can read what it took.
     *
     * @param arguments the file and the port
     */
    public static void main(String[] arguments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);
        try (FileChannel file = FileChannel.open(Path.of(arguments[0]))) {
            int port = Integer.parseInt(arguments[1]);
            AtomicLong next = new AtomicLong();
            List<Callable<Void>> loops = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                loops.add(new Loop(file, next, port));
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

    /** One of the calls under way: the next part of the file, encoded and posted, until there is none. */
    private static final class Loop implements Callable<Void> {
        private static final int RECORDS = 4;
        /** As many whole lines as go into 1,000,000 bytes. */
        private static final int RECORD_BYTES = 1_000_000 / Line.BYTES * Line.BYTES;

        private static final int CALL_BYTES = RECORDS * RECORD_BYTES;

        private final FileChannel file;
        private final AtomicLong next;
        private final int port;
        private final byte[] record = new byte[RECORD_BYTES];
        private final byte[] encoded = new byte[(RECORD_BYTES + 2) / 3 * 4];
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(RECORDS * (encoded.length + 64) + 64);

        Loop(FileChannel file, AtomicLong next, int port) {
            this.file = file;
            this.next = next;
            this.port = port;
        }

        @Override
        public Void call() throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                for (long from = next.getAndAdd(CALL_BYTES); from < file.size(); from = next.getAndAdd(CALL_BYTES)) {
                    encode(from);
                    out.write(text("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.1\r\n"
                            + "X-Amz-Target: Firehose_20150804.PutRecordBatch\r\nContent-Length: " + body.size()
                            + "\r\n\r\n"));
                    body.writeTo(out);
                    skipAnswer(in);
                }
            }
            return null;
        }

        private void encode(long from) throws IOException {
            body.reset();
            body.writeBytes(text("{\"DeliveryStreamName\":\"bench\",\"Records\":["));
            for (int i = 0; i < RECORDS; i++) {
                int read = read(from + (long) i * RECORD_BYTES);
                if (read == 0) {
                    break;
                }
                byte[] whole = read == record.length ? record : Arrays.copyOf(record, read);
                int length = Base64.getEncoder().encode(whole, encoded);
                body.writeBytes(text(i == 0 ? "{\"Data\":\"" : ",{\"Data\":\""));
                body.write(encoded, 0, length);
                body.writeBytes(text("\"}"));
            }
            body.writeBytes(text("]}"));
        }

        private int read(long from) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(record);
            int count;
            do {
                count = file.read(buffer, from + buffer.position());
            } while (count > 0 && buffer.hasRemaining());
            return buffer.position();
        }

        /** The sink gives the length of its answer last of all headers. */
        @SuppressWarnings("deprecation") // DataInputStream.readLine: bytes as Latin-1 are what HTTP heads are
        private static void skipAnswer(DataInputStream in) throws IOException {
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            in.readFully(new byte[length]);
        }

        private static byte[] text(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
