package routes.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a file is locked without touching the lock: a try would keep an agent from starting for a moment, and ends a
 * lock of this same process. Linux lists locks in {@code /proc/locks}, https://man7.org/linux/man-pages/man5/proc_locks.5.html;
 * where there is no such file, none is known.
 */
final class HeldLocks {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLocks.class);
    private static final Path LOCKS = Path.of("/proc/locks");

    private HeldLocks() {}

    static boolean isHeld(Path file) {
        try {
            long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
            long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
            String id = "%02x:%02x:%d".formatted(major(device), minor(device), inode);
            return Files.readAllLines(LOCKS).stream().anyMatch(line -> isWriteLock(line, id));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            LOG.debug("It cannot be told whether {} is locked", file, e);
            return false;
        }
    }

    /** A line is {@code 1: POSIX ADVISORY WRITE <pid> <major>:<minor>:<inode> <from> <to>}. */
    private static boolean isWriteLock(String line, String id) {
        List<String> words = List.of(line.trim().split("\\s+"));
        return words.contains("WRITE") && words.contains(id) && !words.contains("->");
    }

    /** By the C library's makedev(3). */
    private static long major(long device) {
        return (device >> 8) & 0xfff;
    }

    private static long minor(long device) {
        return (device & 0xff) | ((device >> 12) & 0xfff00);
    }
}
