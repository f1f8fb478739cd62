package local.wire;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The JDK's HTTP server, bound to 127.0.0.1 and to nothing else. */
public final class Loopback {

    static {
        // The JDK's server reads these once, before its first use. Without the first an answer may wait 40 ms for the
        // acknowledgement of its own head; without the second it closes connections that hundreds of clients keep.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private static final int BACKLOG = 256;

    private Loopback() {}

    /**
     * Starts a server.
     *
     * @param service what listens, for the message
     * @param port the port to listen on, 0 for a free one
     * @throws IOException if the port is taken
     */
    public static HttpServer start(String service, int port, HttpHandler handler, Executor callers) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        } catch (IOException e) {
            throw new IOException("The local " + service + " cannot listen on 127.0.0.1:" + port, e);
        }
        server.createContext("/", handler);
        server.setExecutor(callers);
        server.start();
        return server;
    }

    /** Where clients of a server connect. */
    public static URI endpoint(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Makes daemon threads of that name. */
    public static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
