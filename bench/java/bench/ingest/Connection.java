package bench.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that sends the same request again and again. Belongs to one thread. */
final class Connection {
    private static final int HEAD_BYTES = 4 * 1024;
    private static final String LENGTH = "content-length:";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request;
    private final ByteBuffer part = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] head = new byte[HEAD_BYTES];
    private int headBytes;
    private long bodyLeft;
    private boolean isInBody;
    private long beganNanos;

    /** Connects and sends the first request. */
    Connection(InetSocketAddress address, byte[] request, Selector selector) throws IOException {
        this.request = ByteBuffer.allocateDirect(request.length).put(request);
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        post();
    }

    /** When the request under way was begun, by {@link System#nanoTime}. */
    long beganNanos() {
        return beganNanos;
    }

    /** Begins a request. */
    void post() throws IOException {
        beganNanos = System.nanoTime();
        request.rewind();
        headBytes = 0;
        isInBody = false;
        write();
    }

    private void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
    }

    /**
     * Goes on with what can be written or read.
     *
     * @return whether the answer is whole
     * @throws IllegalStateException if it is not 202
     */
    boolean advance() throws IOException {
        if (key.isWritable()) {
            write();
        }
        if (!key.isReadable()) {
            return false;
        }
        part.clear();
        if (channel.read(part) < 0) {
            throw new EOFException("The server has closed a connection");
        }
        part.flip();
        while (part.hasRemaining()) {
            if (isInBody) {
                int count = (int) Math.min(bodyLeft, part.remaining());
                part.position(part.position() + count);
                bodyLeft -= count;
            } else {
                readHead();
            }
            if (isInBody && bodyLeft == 0) {
                return true;
            }
        }
        return false;
    }

    private void readHead() {
        while (part.hasRemaining() && !isInBody) {
            if (headBytes == head.length) {
                throw new IllegalStateException("The head of an answer is longer than " + HEAD_BYTES + " bytes");
            }
            head[headBytes++] = part.get();
            if (headBytes >= 4
                    && head[headBytes - 4] == '\r'
                    && head[headBytes - 3] == '\n'
                    && head[headBytes - 2] == '\r'
                    && head[headBytes - 1] == '\n') {
                begin(new String(head, 0, headBytes, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void begin(String text) {
        if (!text.startsWith("HTTP/1.1 202 ")) {
            throw new IllegalStateException("An answer is not 202: " + text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int from = lower.indexOf(LENGTH);
        if (from < 0) {
            throw new IllegalStateException("An answer does not tell its length: " + text);
        }
        from += LENGTH.length();
        bodyLeft = Long.parseLong(text, from + (text.charAt(from) == ' ' ? 1 : 0), text.indexOf('\r', from), 10);
        isInBody = true;
    }

    void close() throws IOException {
        channel.close();
    }
}
