package routes.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import routes.text.Printable;

/** A small file that says whom to let in. Who may write to it may let anybody in; reading it lets nobody in: it holds hashes. */
public final class OwnedFile {
    /** Some ten thousand lines; more is no such file. */
    private static final int MAX_BYTES = 1024 * 1024;

    private OwnedFile() {}

    /**
     * Its text, in UTF-8.
     *
     * @throws IOException if it is no such file, or others than its owner may write to it
     */
    public static String text(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file but a directory, a pipe or a device");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        checkOwned(file);
        return Files.readString(file);
    }

    /** Why it could not be read, for a sentence. */
    public static String reason(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof MalformedInputException) {
            return "it is not text in UTF-8";
        }
        return Printable.message(e);
    }

    private static void checkOwned(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
            throw new IOException("others than its owner may write to it; chmod go-w would end that");
        }
    }
}
