package local.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A reverse proxy on a loopback port in front of one HTTP/1.1 server. It forwards requests byte for byte, the Host
 * header included, counts them in the order of their arrival, and makes the faults that were asked for.
 *
 * <p>At most one fault of each kind strikes a request: the one switched on last. The order is: delay, hold before, then
 * drop before or answer, then the server, then hold after, drop after.
 *
 * <p>Thread-safe. A daemon thread accepts connections and each connection has a daemon thread of its own.
 */
public final class Gate implements AutoCloseable {

    /** Requests remembered; older ones are forgotten, never uncounted. */
    public static final int REMEMBERED = 10_000;

    private final URI server;
    private final Guard guard;
    private final ServerSocketChannel listener;
    private final URI endpoint;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Deque<Request> seen = new ArrayDeque<>();
    private long count;
    private volatile Listener heard = Listener.NONE;

    /** Told of each request that was forwarded. Called by the thread of its connection, so it must be thread-safe. */
    @FunctionalInterface
    public interface Listener {
        /** Hears nothing; then bodies are not kept in memory. */
        Listener NONE = (request, body) -> {};

        /**
         * Told before the server's answer is passed on.
         *
         * @param body as it was sent, its framing included
         */
        void hear(Request request, byte[] body);
    }

    /**
     * Opens a gate on a free port.
     *
     * @param server scheme, host and port of the server behind it; plain HTTP only
     * @throws IOException if no port can be had
     */
    public Gate(URI server) throws IOException {
        this(server, 0, Guard.NONE);
    }

    /**
     * Opens a gate.
     *
     * @param port the loopback port to listen on, 0 for a free one
     * @param guard a rule between the faults and the server
     */
    public Gate(URI server, int port, Guard guard) throws IOException {
        this.server = server;
        this.guard = guard;
        listener = ServerSocketChannel.open();
        // 127.0.0.1 in bytes, since the loopback address of a platform may be IPv6.
        listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 256);
        endpoint = URI.create("http://127.0.0.1:" + listener.socket().getLocalPort());
        start("gate-" + endpoint.getPort(), this::accept);
    }

    /** Where clients connect. */
    public URI endpoint() {
        return endpoint;
    }

    /** Requests since the gate opened or {@link #restartCount}, forwarded or not. */
    public synchronized long count() {
        return count;
    }

    /** The last {@value #REMEMBERED} requests at most, oldest first. */
    public synchronized List<Request> requests() {
        return new ArrayList<>(seen);
    }

    /** Has every request told from now on, with its body, which is kept in memory meanwhile. */
    public void tell(Listener listener) {
        heard = listener;
    }

    /** Forgets all requests; the next one is number 1. Faults stay as they are. */
    public synchronized void restartCount() {
        count = 0;
        seen.clear();
    }

    /** Holds request {@code number} before it reaches the server. */
    public Hold holdBefore(long number) {
        return holdBefore(Request.number(number));
    }

    /** Holds the matching requests before they reach the server. */
    public Hold holdBefore(Predicate<Request> when) {
        return add(new Hold(Fault.Kind.HOLD_BEFORE, when));
    }

    /** Holds the answer to request {@code number} after the server has given it in full. */
    public Hold holdAfter(long number) {
        return holdAfter(Request.number(number));
    }

    /** Holds the answers to the matching requests after the server has given them in full. They are kept in memory. */
    public Hold holdAfter(Predicate<Request> when) {
        return add(new Hold(Fault.Kind.HOLD_AFTER, when));
    }

    /** Closes the connections of the matching requests; the server never sees them. */
    public Fault dropBefore(Predicate<Request> when) {
        return add(new Fault(Fault.Kind.DROP_BEFORE, when));
    }

    /** Loses the answers to the matching requests: the server has done its part, the client's connection closes. */
    public Fault dropAfter(Predicate<Request> when) {
        return add(new Fault(Fault.Kind.DROP_AFTER, when));
    }

    /** Answers the matching requests in the server's place. */
    public Fault answer(Predicate<Request> when, Answer answer) {
        return add(new CannedAnswer(when, answer));
    }

    /** Makes the matching requests wait before they go on. */
    public Fault delay(Predicate<Request> when, Duration time) {
        return add(new Delay(when, time));
    }

    /** Ends all faults and lets everything held go on. */
    public void clearFaults() {
        faults.forEach(Fault::close);
        faults.clear();
    }

    /** Stops listening and closes every connection; what is held is dropped. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Fault fault : faults) {
            if (fault instanceof Hold hold) {
                hold.drop();
            }
        }
        for (SocketChannel connection : open) {
            connection.close();
        }
    }

    Optional<Fault> struck(Request request, Fault.Kind kind) {
        for (int i = faults.size() - 1; i >= 0; i--) {
            Fault fault = faults.get(i);
            if (fault.kind() == kind && fault.strikes(request)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    synchronized Request admit(Head head) {
        String[] words = head.startLine().split(" ", 3);
        Map<String, String> headers = new HashMap<>();
        head.fields().forEach(field -> headers.putIfAbsent(field.getKey(), field.getValue()));
        count++;
        Request request = new Request(count, words[0], words.length > 1 ? words[1] : "", headers);
        if (seen.size() == REMEMBERED) {
            seen.removeFirst();
        }
        seen.addLast(request);
        return request;
    }

    Guard guard() {
        return guard;
    }

    Listener listener() {
        return heard;
    }

    SocketChannel connect() throws IOException {
        SocketChannel connection = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        connection.socket().setTcpNoDelay(true);
        open.add(connection);
        return connection;
    }

    void forget(SocketChannel connection) throws IOException {
        open.remove(connection);
        connection.close();
    }

    private <F extends Fault> F add(F fault) {
        faults.add(fault);
        return fault;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                Socket socket = client.socket();
                socket.setTcpNoDelay(true);
                open.add(client);
                start("gate-" + endpoint.getPort() + "-" + socket.getPort(), new Connection(this, client));
            } catch (IOException e) {
                // The listener is closed, which ends the loop, or one connection failed, which is its client's to see.
            }
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
