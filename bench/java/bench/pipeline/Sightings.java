package bench.pipeline;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import local.run.Tables;
import local.wire.Gate;
import local.wire.Request;

/**
 * When, by the clock of this process, objects landed, batches were formed, and batches could be seen by somebody who asks for
 * them. Its own thread asks for batches; threads of the gate tell of the rest.
 */
final class Sightings implements AutoCloseable {
    private static final String PREFIX = "/" + Pipeline.BUCKET + "/";
    private static final long LOOK_MILLIS = 20;

    private final Map<String, Long> landed = new ConcurrentHashMap<>();
    private final Map<String, Long> formed = new ConcurrentHashMap<>();
    private final Map<String, Long> visible = new HashMap<>();
    private final Gate gate;
    private final Tables tables;
    private final Thread thread = new Thread(this::look, "sightings");
    private volatile SQLException failure;

    Sightings(Gate gate, Tables tables) {
        this.gate = gate;
        this.tables = tables;
        gate.tell((request, body) -> hear(request));
        thread.setDaemon(true);
        thread.start();
    }

    private void hear(Request request) {
        if (request.method().equals("PUT")) {
            String key = request.path()
                    .substring(Math.min(PREFIX.length(), request.path().length()));
            if (key.startsWith("landing/")) {
                landed.putIfAbsent(key, System.currentTimeMillis());
            } else if (key.endsWith("/_manifest.json")) {
                formed.putIfAbsent(key.split("/", -1)[1], System.currentTimeMillis());
            }
        }
    }

    private void look() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<List<String>> batches = tables.rows("select batch_id from control.batches");
                long now = System.currentTimeMillis();
                synchronized (visible) {
                    batches.forEach(batch -> visible.putIfAbsent(batch.get(0), now));
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the object of a key landed, in milliseconds since 1970. */
    long landed(String key) {
        return landed.get(key);
    }

    /** When the manifest of a batch was put. */
    long formed(String batch) {
        return formed.get(batch);
    }

    /** When a batch was seen first. */
    long visible(String batch) {
        synchronized (visible) {
            return visible.get(batch);
        }
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        thread.interrupt();
        thread.join();
        gate.tell(Gate.Listener.NONE);
        if (failure != null) {
            throw failure;
        }
    }
}
