package local.snowflake.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.statement.HeldLock;

/**
 * Table locks: a transaction that writes a table keeps others from writing it until it ends. Each owner waits for one lock
 * at a time, so a deadlock is a circle of owners and found before the wait. Thread-safe.
 */
final class Locks {

    private final Map<String, Object> owners = new HashMap<>();
    private final Map<Object, String> waiting = new HashMap<>();
    private final Map<String, Long> changes = new HashMap<>();
    private final Map<Object, HeldLock> first = new HashMap<>();
    private long sequence;
    private long transactions;

    /**
     * Takes a lock, waiting for it if need be. An owner may take a lock again.
     *
     * @throws SqlFailure if the wait would never end, is longer than the timeout, or is interrupted
     */
    synchronized void acquire(Object owner, String table, Duration timeout) throws SqlFailure {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (owners.getOrDefault(table, owner) != owner) {
            refuseCircle(owner, table);
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SqlFailure(
                        "000625",
                        "57014",
                        "Another transaction has locked table '" + table + "' and this lock has not yet been released."
                                + " Your statement was aborted because it waited for longer than LOCK_TIMEOUT.");
            }
            waiting.put(owner, table);
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new SqlFailure("000604", "57014", "SQL execution canceled");
            } finally {
                waiting.remove(owner);
            }
        }
        owners.put(table, owner);
        if (!first.containsKey(owner)) {
            transactions++;
            first.put(owner, new HeldLock(table, transactions, Instant.now()));
        }
    }

    /** What is held now; a transaction has the same number and time in each. */
    synchronized List<HeldLock> held() {
        return owners.entrySet().stream()
                .map(lock -> new HeldLock(
                        lock.getKey(),
                        first.get(lock.getValue()).transaction(),
                        first.get(lock.getValue()).begunAt()))
                .toList();
    }

    /** Who holds locks in the transaction of that number; nobody if it is over. */
    synchronized Optional<Object> owner(long transaction) {
        return first.entrySet().stream()
                .filter(owner -> owner.getValue().transaction() == transaction)
                .<Object>map(Map.Entry::getKey)
                .findFirst();
    }

    private void refuseCircle(Object owner, String table) throws SqlFailure {
        Object holder = owners.get(table);
        while (holder != null && waiting.containsKey(holder)) {
            holder = owners.get(waiting.get(holder));
            if (holder == owner) {
                throw new SqlFailure(
                        "000684", "40P01", "Statement aborted: waiting for table '" + table + "' would be a deadlock.");
            }
        }
    }

    /** Frees all locks of an owner; {@code changed} says that their tables now hold something newer. */
    synchronized void release(Object owner, boolean changed) {
        owners.forEach((table, holder) -> {
            if (changed && holder == owner) {
                sequence++;
                changes.put(table, sequence);
            }
        });
        owners.values().removeIf(holder -> holder == owner);
        first.remove(owner);
        notifyAll();
    }

    /** Whether someone waits for a lock of this owner. */
    synchronized boolean isBlocking(Object owner) {
        return waiting.values().stream().anyMatch(table -> owners.get(table) == owner);
    }

    /** A number that grows with every change. */
    synchronized long sequence() {
        return sequence;
    }

    /** Whether the table was changed after {@link #sequence} gave this number. */
    synchronized boolean changedSince(String table, long then) {
        return changes.getOrDefault(table, 0L) > then;
    }
}
