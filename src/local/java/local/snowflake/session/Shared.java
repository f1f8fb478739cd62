package local.snowflake.session;

import java.time.Clock;
import java.util.function.Consumer;
import local.snowflake.access.Access;
import local.snowflake.storage.Buckets;
import local.snowflake.storage.Database;

/** What all sessions of a server share. */
public record Shared(
        Database database,
        Buckets buckets,
        Clock clock,
        Faults faults,
        Consumer<String> listener,
        Locks locks,
        Access access) {

    /** With locks and access of its own. */
    public Shared(Database database, Buckets buckets, Clock clock, Faults faults, Consumer<String> listener) {
        this(database, buckets, clock, faults, listener, new Locks(), new Access());
    }
}
