package routes.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import routes.text.Printable;

/**
 * Who else may use the file of a private key. Everybody of a host reading it is worth a warning and no more: mounted secrets
 * of a container are readable by all in it unless their mode is set, and a start that is refused for it helps nobody.
 */
public final class KeyFileAccess {
    private KeyFileAccess() {}

    /** What is wrong with the rights of a file and what ends it; empty if nothing is, or none can be told here. */
    public static Optional<String> complaint(Path file) {
        Set<PosixFilePermission> rights;
        try {
            // Links are followed: a mounted secret is one, and the rights of a link say nothing.
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view == null) {
                return Optional.empty();
            }
            rights = view.readAttributes().permissions();
        } catch (IOException e) {
            return Optional.empty();
        }
        boolean isWritable = rights.contains(PosixFilePermission.OTHERS_WRITE);
        if (!isWritable && !rights.contains(PosixFilePermission.OTHERS_READ)) {
            return Optional.empty();
        }
        return Optional.of("The private key in " + Printable.of(file) + " can be "
                + (isWritable ? "replaced" : "read") + " by every user of this host: `chmod o-rwx` ends that; for a"
                + " secret that Kubernetes mounts, defaultMode: 0440 with an fsGroup.");
    }
}
