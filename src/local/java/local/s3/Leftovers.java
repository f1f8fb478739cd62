package local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Removes what writes that never ended have left in the directory of a store: no client was told they had succeeded. */
final class Leftovers {

    private static final String ETAG = "user.content-md5";

    /** A name that is whole but for its last part: keys end in an extension or a UUID, not in one and then a UUID. */
    private static final Pattern WRITTEN_BUT_NOT_RENAMED =
            Pattern.compile(".*(\\.\\w+|-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private Leftovers() {}

    /**
     * Sweeps the directory; only while no server uses it.
     *
     * @throws IOException if the directory's file system keeps no extended attributes, which hold the ETags
     */
    static void sweep(Path directory) throws IOException {
        requireAttributes(directory);
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) {
            var matcher = WholeObjects.UNFINISHED.matcher(file.getFileName().toString());
            if (matcher.matches()
                    && (WRITTEN_BUT_NOT_RENAMED.matcher(matcher.group("key")).matches()
                            || !attributes(file).list().contains(ETAG))) {
                Files.delete(file);
            }
        }
    }

    private static void requireAttributes(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, ".probe", "");
        try {
            attributes(probe).write(ETAG, ByteBuffer.wrap(new byte[16]));
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "The file system of " + directory.toAbsolutePath()
                            + " keeps no extended attributes, which hold the ETags. Choose another directory.",
                    e);
        } finally {
            Files.delete(probe);
        }
    }

    private static UserDefinedFileAttributeView attributes(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    }
}
