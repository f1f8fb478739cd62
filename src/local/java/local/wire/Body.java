package local.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * How long a message body is, by RFC 9112 section 6, and the copying of it, framing included.
 *
 * @param kind how its end is found
 * @param length its length in bytes where {@code kind} is {@link Kind#SIZED}, else 0
 */
record Body(Kind kind, long length) {

    enum Kind {
        SIZED,
        CHUNKED,
        UNTIL_CLOSE
    }

    static final Body NONE = new Body(Kind.SIZED, 0);

    static Body ofRequest(Head head) throws ProtocolException {
        Body body = framed(head);
        return body.kind == Kind.UNTIL_CLOSE ? NONE : body;
    }

    static Body ofAnswer(Head head, String method) throws ProtocolException {
        int status = head.status();
        return method.equals("HEAD") || status < 200 || status == 204 || status == 304 ? NONE : framed(head);
    }

    private static Body framed(Head head) throws ProtocolException {
        boolean chunked = head.says("transfer-encoding", "chunked");
        if (chunked && head.field("content-length").isPresent()) {
            throw new ProtocolException("Both content-length and transfer-encoding");
        }
        if (chunked) {
            return new Body(Kind.CHUNKED, 0);
        }
        if (head.field("content-length").isEmpty()) {
            return new Body(Kind.UNTIL_CLOSE, 0);
        }
        try {
            return new Body(
                    Kind.SIZED,
                    Long.parseUnsignedLong(head.field("content-length").get()));
        } catch (NumberFormatException e) {
            throw new ProtocolException("The content-length is not a number");
        }
    }

    /** Copies the body as it is on the wire; returns when its last byte has been written. */
    void copy(InputStream in, OutputStream out) throws IOException {
        switch (kind) {
            case SIZED -> copyExactly(in, out, length);
            case UNTIL_CLOSE -> in.transferTo(out);
            case CHUNKED -> copyChunks(in, out);
        }
    }

    private static void copyChunks(InputStream in, OutputStream out) throws IOException {
        while (true) {
            String size = copyLine(in, out);
            long bytes;
            try {
                bytes = Long.parseUnsignedLong(size.split(";", 2)[0].strip(), 16);
            } catch (NumberFormatException e) {
                throw new ProtocolException("A chunk size is not a hexadecimal number");
            }
            if (bytes == 0) {
                while (!copyLine(in, out).isEmpty()) {
                    // Trailer fields belong to the body and travel with it.
                }
                return;
            }
            copyExactly(in, out, bytes);
            copyLine(in, out);
        }
    }

    private static String copyLine(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream(32);
        String line = Head.readLine(in, raw).orElseThrow(() -> new EOFException("The connection ended inside a body"));
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
        out.write('\r');
        out.write('\n');
        return line;
    }

    private static void copyExactly(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(Math.max(bytes, 1), 64 * 1024)];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read == -1) {
                throw new EOFException("The connection ended inside a body, " + left + " bytes short");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
