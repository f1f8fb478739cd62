package local.snowflake.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions of a server by their tokens. Thread-safe. */
public final class Sessions implements AutoCloseable {

    private final Shared shared;
    private final Map<String, Session> byToken = new ConcurrentHashMap<>();
    private final Map<String, Session> byMasterToken = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final ScheduledExecutorService reaper;

    /** What a client shows from then on, and what it renews it with. */
    public record Tokens(String token, String masterToken, Session session) {}

    /**
     * @param abandonedAfter how long an idle transaction may block others before it is rolled back; Snowflake says five
     *     minutes
     */
    public Sessions(Shared shared, Duration abandonedAfter) {
        this.shared = shared;
        reaper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "snowflake-reaper");
            thread.setDaemon(true);
            return thread;
        });
        long pause = Math.max(abandonedAfter.toMillis() / 10, 10);
        var ignored = reaper.scheduleWithFixedDelay(
                () -> byMasterToken.values().forEach(session -> session.abandonAfter(abandonedAfter)),
                pause,
                pause,
                TimeUnit.MILLISECONDS);
    }

    /** Begins a session. */
    public Tokens open(String user) throws SQLException {
        Session session = new Session(ids.incrementAndGet(), user, shared);
        String masterToken = UUID.randomUUID().toString();
        byMasterToken.put(masterToken, session);
        return new Tokens(newToken(session), masterToken, session);
    }

    /** The session of a token; empty if the token has expired or never was. */
    public Optional<Session> find(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /** A new token for a session; empty if the master token is not known. */
    public Optional<Tokens> renew(String masterToken) {
        return Optional.ofNullable(byMasterToken.get(masterToken))
                .map(session -> new Tokens(newToken(session), masterToken, session));
    }

    /** Ends a session: its transaction is rolled back. */
    public void close(Session session) {
        byToken.values().removeIf(other -> other == session);
        if (byMasterToken.values().removeIf(other -> other == session)) {
            session.close();
        }
    }

    /** Lets every token expire; the sessions go on once they are renewed. */
    public void expireTokens() {
        byToken.clear();
    }

    @Override
    public void close() {
        reaper.shutdownNow();
        List.copyOf(byMasterToken.values()).forEach(this::close);
    }

    private String newToken(Session session) {
        String token = UUID.randomUUID().toString();
        byToken.put(token, session);
        return token;
    }
}
