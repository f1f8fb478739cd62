package routes.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Where a file is stored, whatever its name. An inode is used again after its file is deleted, so this alone does not
 * tell two files apart.
 *
 * @param device number of the device
 * @param inode number of the inode on it
 * @param bornAtMillis when the file was made, or {@link #UNKNOWN}; not every file system says
 */
record FileIdentity(long device, long inode, long bornAtMillis) {
    static final long UNKNOWN = -1;

    /** Reads it, following a symbolic link. */
    static FileIdentity of(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:dev,ino,creationTime,lastModifiedTime");
        FileTime born = (FileTime) found.get("creationTime");
        // A file that was written in the very moment it was made says nothing; its directory is older than what it
        // holds.
        boolean known = isToldApart(found)
                || isToldApart(
                        Files.readAttributes(path.toRealPath().getParent(), "unix:creationTime,lastModifiedTime"));
        return new FileIdentity(
                ((Number) found.get("dev")).longValue(),
                ((Number) found.get("ino")).longValue(),
                known ? born.toMillis() : UNKNOWN);
    }

    /** Java answers the time of modification where the file system does not know the time of birth. */
    private static boolean isToldApart(Map<String, Object> times) {
        return !times.get("creationTime").equals(times.get("lastModifiedTime"));
    }

    /** Whether both can be the same file, as far as the file system says. */
    boolean canBe(FileIdentity other) {
        return device == other.device
                && inode == other.inode
                && (bornAtMillis == UNKNOWN || other.bornAtMillis == UNKNOWN || bornAtMillis == other.bornAtMillis);
    }
}
