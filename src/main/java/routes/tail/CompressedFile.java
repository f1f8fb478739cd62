package routes.tail;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/** What is known of one compressed file. Belongs to the reader thread. */
final class CompressedFile {
    private final Object key;
    private Path path;
    private Optional<FileIdentity> identity = Optional.empty();
    private boolean isRestOnly;
    private boolean isSettled;
    private SourceId source;
    private SourceFile former;
    private long seenSize = -1;
    private long failedSize = -1;

    /** Whether it was there at the very first start, and nothing of what was there is read. */
    boolean isLeftOut;

    CompressedFile(Object key) {
        this.key = key;
    }

    /** Where it is now. */
    void isAt(Path found, boolean isOnlyRead) {
        if (identity.isEmpty()) {
            identity = identity(found);
        }
        path = found;
        isRestOnly = isOnlyRead;
    }

    /** Whether what is there can be this file: an inode is used again once a file is deleted. */
    boolean canBeAt(Path found) {
        return found.equals(path)
                || identity.isEmpty()
                || identity(found).filter(identity.get()::canBe).isPresent();
    }

    private static Optional<FileIdentity> identity(Path path) {
        try {
            return Optional.of(FileIdentity.of(path));
        } catch (IOException e) {
            // It has gone, or opening it is going to tell why.
            return Optional.empty();
        }
    }

    /** Whether to try it now: it is undecided, has not grown since the last look, and was not tried at this size. */
    boolean isDue() {
        if (isSettled || (former != null && former.isOpen())) {
            return false;
        }
        long size = size();
        boolean isStill = size == seenSize;
        seenSize = size;
        return isStill && size > 0 && size != failedSize;
    }

    private long size() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            // It has gone, or opening it is going to tell why.
            return -1;
        }
    }

    /** It cannot be read: until it has changed where its form is wrong, for now otherwise. */
    void failed(IOException failure) {
        if (failure instanceof ZipException || failure instanceof EOFException) {
            failedSize = seenSize;
        }
    }

    void waitFor(SourceFile open) {
        former = open;
    }

    /**
     * Nothing is left to do.
     *
     * @param readAs what it was read as, or null if it was not
     */
    void settle(SourceId readAs) {
        isSettled = true;
        source = readAs;
    }

    /** What it was read as, once it is settled. */
    Optional<SourceId> source() {
        return Optional.ofNullable(source);
    }

    boolean isRestOnly() {
        return isRestOnly;
    }

    Object key() {
        return key;
    }

    Path path() {
        return path;
    }
}
