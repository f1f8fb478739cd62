package bench.tail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** One connection to the sink: calls, one behind the other, each answered as Firehose answers when it takes everything. */
final class SinkConnection implements Runnable {
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final Tally tally;
    private final boolean isChecking;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    SinkConnection(Socket socket, Tally tally, boolean isChecking) {
        this.socket = socket;
        this.tally = tally;
        this.isChecking = isChecking;
    }

    @Override
    public void run() {
        try (Socket open = socket) {
            open.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(open.getInputStream());
            OutputStream out = open.getOutputStream();
            String head = head(in);
            while (!head.isEmpty()) {
                answer(head, in, out);
                head = head(in);
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("Connection ended: " + e);
        }
    }

    private void answer(String head, InputStream in, OutputStream out) throws IOException {
        tally.begin();
        try {
            if (head.contains("\r\nexpect: 100-continue")) {
                out.write(CONTINUE);
            }
            Call call = new Call();
            BodyScanner scanner = new BodyScanner(call);
            for (long left = contentLength(head); left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EOFException("The body ended " + left + " bytes too early");
                }
                scanner.scan(buffer, read);
                left -= read;
            }
            tally.end(call.records, call.bytes, call.billed, call.pieces);
            out.write(answer(call.records));
        } finally {
            tally.answered();
        }
    }

    /** The head in lower case up to the empty line, or an empty text at the end of the connection. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(1024);
        int ends = 0;
        while (ends < 2) {
            int next = in.read();
            if (next < 0 || head.size() > MAX_HEAD_BYTES) {
                return "";
            }
            head.write(next);
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
        }
        return head.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    private static long contentLength(String head) throws IOException {
        String name = "\r\ncontent-length:";
        int at = head.indexOf(name);
        if (at < 0) {
            throw new IOException("A call without content-length");
        }
        return Long.parseLong(
                head.substring(at + name.length(), head.indexOf('\r', at + 2)).trim());
    }

    private static byte[] answer(long records) {
        StringBuilder body = new StringBuilder("{\"FailedPutCount\":0,\"Encrypted\":false,\"RequestResponses\":[");
        for (long i = 0; i < records; i++) {
            body.append(i == 0 ? "" : ",").append("{\"RecordId\":\"").append(i).append("\"}");
        }
        body.append("]}");
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nx-amzn-RequestId: local\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Counts the records of a call, and looks at their lines if it is to. */
    private final class Call implements BodyScanner.Records {
        private final ByteArrayOutputStream base64 = new ByteArrayOutputStream();
        private final List<Piece> pieces = new ArrayList<>();
        private long records;
        private long bytes;
        private long billed;

        @Override
        public void part(byte[] part, int from, int to) {
            if (isChecking) {
                base64.write(part, from, to - from);
            }
        }

        @Override
        public void end(long length) {
            records++;
            bytes += length;
            billed += Billing.billed(length);
            if (isChecking) {
                byte[] data = Base64.getDecoder().decode(base64.toByteArray());
                base64.reset();
                pieces.addAll(pieces(data, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
            }
        }
    }

    /** The lines of a record; a new piece wherever one does not follow the line before it. */
    static List<Piece> pieces(byte[] data, long atMicros) {
        List<Piece> pieces = new ArrayList<>();
        Piece piece = null;
        int from = 0;
        while (from < data.length) {
            int to = from;
            while (data[to] != '\n') {
                to++;
            }
            Line line = Line.in(data, from, to);
            if (piece != null && line.file() == piece.file() && line.number() == piece.first() + piece.count()) {
                piece = new Piece(piece.file(), piece.first(), piece.count() + 1, atMicros);
            } else {
                if (piece != null) {
                    pieces.add(piece);
                }
                piece = new Piece(line.file(), line.number(), 1, atMicros);
            }
            from = to + 1;
        }
        if (piece != null) {
            pieces.add(piece);
        }
        return pieces;
    }
}
