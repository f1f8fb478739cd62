package bench.ingest;

import bench.Percentiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Posts as fast as it is answered: one request under way on each connection, all connections in one thread. Every answer
 * must be 202.
 */
final class Load {
    /** An answer that does not come for so long never will. */
    private static final long PATIENCE_MILLIS = 30_000;

    private Load() {}

    /** What was posted and answered, and how long each answer took. */
    record Figures(long posts, long events, double seconds, Percentiles millis) {
        double eventsPerSecond() {
            return events / seconds;
        }

        double postsPerSecond() {
            return posts / seconds;
        }
    }

    /**
     * Posts for some time, and then waits for the answers that are still to come.
     *
     * @throws IllegalStateException if an answer is not 202, or does not come
     */
    static Figures run(int port, String path, Posts posts, int seconds) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            long begin = System.nanoTime();
            long end = begin + TimeUnit.SECONDS.toNanos(seconds);
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            List<Connection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < posts.connections(); i++) {
                    connections.add(new Connection(address, posts.request(path, i), selector));
                }
                int open = connections.size();
                while (open > 0) {
                    if (selector.select(PATIENCE_MILLIS) == 0) {
                        throw new IllegalStateException("No answer came within " + PATIENCE_MILLIS + " ms");
                    }
                    for (SelectionKey key : selector.selectedKeys()) {
                        Connection connection = (Connection) key.attachment();
                        if (connection.advance()) {
                            long now = System.nanoTime();
                            millis.add((now - connection.beganNanos()) / 1e6);
                            if (now < end) {
                                connection.post();
                            } else {
                                key.cancel();
                                open--;
                            }
                        }
                    }
                    selector.selectedKeys().clear();
                }
            } finally {
                for (Connection connection : connections) {
                    connection.close();
                }
            }
            double took = (System.nanoTime() - begin) / 1e9;
            return new Figures(millis.size(), (long) millis.size() * posts.events(), took, Percentiles.of(millis));
        }
    }
}
