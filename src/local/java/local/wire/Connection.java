package local.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * One client's connection and the connection to the server that belongs to it.
 *
 * <p>Owned by one thread. Any failure closes both, which is what a client of a real network would see.
 */
final class Connection implements Runnable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Gate gate;
    private final SocketChannel client;
    private InputStream fromClient;
    private OutputStream toClient;
    private SocketChannel server;
    private InputStream fromServer;
    private OutputStream toServer;
    private Head answerHead;
    private boolean requestSpoiled;

    Connection(Gate gate, SocketChannel client) {
        this.gate = gate;
        this.client = client;
    }

    @Override
    public void run() {
        try {
            fromClient = new BufferedInputStream(client.socket().getInputStream(), BUFFER_BYTES);
            toClient = new BufferedOutputStream(client.socket().getOutputStream(), BUFFER_BYTES);
            while (serveOne()) {
                answerHead = null;
            }
        } catch (IOException e) {
            // A connection that broke, here or behind: both sides are closed below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    /** Serves a request; false when the connection is to be closed. */
    private boolean serveOne() throws IOException, InterruptedException {
        Optional<Head> arrived = Head.read(fromClient);
        if (arrived.isEmpty()) {
            return false;
        }
        Head head = arrived.get();
        Body body = Body.ofRequest(head);
        Request request = gate.admit(head);
        Optional<Fault> delay = gate.struck(request, Fault.Kind.DELAY);
        if (delay.isPresent() && delay.get() instanceof Delay slow) {
            Thread.sleep(slow.time().toMillis());
        }
        if (isDropped(gate.struck(request, Fault.Kind.HOLD_BEFORE))
                || gate.struck(request, Fault.Kind.DROP_BEFORE).isPresent()) {
            return false;
        }
        Optional<Fault> canned = gate.struck(request, Fault.Kind.ANSWER);
        if (canned.isPresent() && canned.get() instanceof CannedAnswer fault) {
            return answer(request, head, body, fault.answer());
        }
        Optional<Answer> refused = gate.guard().around(request, () -> forward(request, head, body));
        if (refused.isPresent()) {
            return answer(request, head, body, refused.get());
        }
        return relay(request, head);
    }

    private boolean answer(Request request, Head head, Body body, Answer answer) throws IOException {
        // A client that waits for 100 Continue has not sent its body, and may or may not send it now.
        boolean close = head.says("expect", "100-continue");
        if (!close) {
            body.copy(fromClient, OutputStream.nullOutputStream());
        }
        toClient.write(answer.toBytes(request.method(), close));
        toClient.flush();
        return !close;
    }

    private void forward(Request request, Head head, Body body) throws IOException {
        connect();
        toServer.write(head.toBytes());
        toServer.flush();
        if (head.says("expect", "100-continue")) {
            answerHead = readAnswerHead();
            if (answerHead.status() != 100) {
                requestSpoiled = true;
                return;
            }
            toClient.write(answerHead.toBytes());
            toClient.flush();
        }
        Upload upload = new Upload(toServer, gate.listener());
        try {
            body.copy(fromClient, upload);
            upload.flush();
            upload.tell(request);
        } catch (IOException e) {
            if (!upload.failed) {
                throw e;
            }
            // A server may refuse a body halfway; its answer, if there is one, is what the client should see.
            requestSpoiled = true;
        }
        do {
            answerHead = readAnswerHead();
        } while (answerHead.status() < 200);
    }

    private Head readAnswerHead() throws IOException {
        return Head.read(fromServer).orElseThrow(() -> new ProtocolException("The server closed without an answer"));
    }

    /** Passes the answer on, through the faults that come after the server. */
    private boolean relay(Request request, Head head) throws IOException, InterruptedException {
        Body body = Body.ofAnswer(answerHead, request.method());
        Optional<Fault> hold = gate.struck(request, Fault.Kind.HOLD_AFTER);
        Optional<Fault> drop = gate.struck(request, Fault.Kind.DROP_AFTER);
        InputStream content = fromServer;
        if (hold.isPresent() || drop.isPresent()) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            body.copy(fromServer, kept);
            content = new ByteArrayInputStream(kept.toByteArray());
        }
        if (isDropped(hold) || drop.isPresent()) {
            return false;
        }
        toClient.write(answerHead.toBytes());
        body.copy(content, toClient);
        toClient.flush();
        return !requestSpoiled
                && body.kind() != Body.Kind.UNTIL_CLOSE
                && !head.says("connection", "close")
                && !answerHead.says("connection", "close")
                && !head.startLine().endsWith("HTTP/1.0");
    }

    private static boolean isDropped(Optional<Fault> fault) throws InterruptedException {
        return fault.isPresent() && fault.get() instanceof Hold hold && hold.hold() == Hold.Outcome.DROPPED;
    }

    /** Uses the connection of the last request unless the server has closed it in the meantime. */
    private void connect() throws IOException {
        if (server != null && isEnded(server)) {
            gate.forget(server);
            server = null;
        }
        if (server == null) {
            server = gate.connect();
            fromServer = new BufferedInputStream(server.socket().getInputStream(), BUFFER_BYTES);
            toServer = new BufferedOutputStream(server.socket().getOutputStream(), BUFFER_BYTES);
        }
    }

    private static boolean isEnded(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        try {
            // Between requests a server has nothing to say: a byte would be as wrong as the end.
            return channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException e) {
            return true;
        } finally {
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }

    private void closeQuietly(SocketChannel channel) {
        try {
            if (channel != null) {
                gate.forget(channel);
            }
        } catch (IOException e) {
            // Closing is all that was wanted.
        }
    }

    /** Tells a server that stopped reading from a client that stopped sending; keeps what a listener wants to hear. */
    private static final class Upload extends OutputStream {
        private final OutputStream out;
        private final Gate.Listener listener;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
        private boolean failed;

        Upload(OutputStream out, Gate.Listener listener) {
            this.out = out;
            this.listener = listener;
        }

        void tell(Request request) {
            listener.hear(request, kept.toByteArray());
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            failed = true;
            out.write(bytes, from, length);
            failed = false;
            if (listener != Gate.Listener.NONE) {
                kept.write(bytes, from, length);
            }
        }

        @Override
        public void flush() throws IOException {
            failed = true;
            out.flush();
            failed = false;
        }
    }
}
