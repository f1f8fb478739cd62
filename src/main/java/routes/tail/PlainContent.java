package routes.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file whose bytes are its content. Safe for any number of threads. */
record PlainContent(FileChannel file) implements Content {
    @Override
    public long size() throws IOException {
        return file.size();
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
