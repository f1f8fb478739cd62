package routes.tail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose bytes are its content. Safe for any number of threads.
 *
 * @param length asks for its size
 */
record PlainContent(FileChannel file, Length length) implements Content {
    /** Stands in the text of a path for bytes that are no text; only the path itself leads to such a file. */
    private static final char NO_TEXT = '\uFFFD';

    /** Bytes in a file by now. */
    interface Length {
        long get() throws IOException;
    }

    PlainContent(FileChannel file) {
        this(file, file::size);
    }

    /** Opens a file to be followed. */
    static PlainContent open(Path path) throws IOException {
        String name = path.toString();
        if (name.indexOf(NO_TEXT) >= 0) {
            return new PlainContent(FileChannel.open(path, StandardOpenOption.READ));
        }
        // It tells its size without the locks of a channel. Thousands are asked each second.
        RandomAccessFile file = new RandomAccessFile(name, "r");
        return new PlainContent(file.getChannel(), file::length);
    }

    @Override
    public long size() throws IOException {
        return length.get();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public Content view() {
        return new View(this);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private record View(PlainContent whole) implements Content {
        @Override
        public long size() throws IOException {
            return whole.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return whole.read(target, position);
        }

        @Override
        public boolean isComplete() {
            return whole.isComplete();
        }

        @Override
        public Content view() {
            return this;
        }

        @Override
        public void close() {
            // The file belongs to whoever reads its lines.
        }
    }
}
