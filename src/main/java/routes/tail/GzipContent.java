package routes.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import routes.delivery.FirehoseLimits;

/**
 * What a file compressed by gzip holds, which is whole and does not change. There is no way into the middle of it: it is
 * decompressed forwards, and the last bytes are kept because what follows the last whole line of a record is read twice.
 * A position before those is reached by a second stream from the start, which is slow and only needed for the beginning.
 */
final class GzipContent implements Content {
    /** More than a record and what a batch can step back by. */
    private static final int KEPT_BYTES = 2 * FirehoseLimits.MAX_RECORD_BYTES;

    private final FileChannel file;
    private final long size;
    private byte[] kept = new byte[0];
    private int keptLength;
    private GzipStream stream;

    /**
     * Creates it.
     *
     * @param size how many bytes it holds when decompressed
     */
    GzipContent(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        if (position >= size) {
            return -1;
        }
        if (stream == null) {
            stream = new GzipStream(file);
            kept = new byte[KEPT_BYTES];
        }
        long start = stream.position() - keptLength;
        if (position < start) {
            return readFromStart(target, position);
        }
        if (position > stream.position()) {
            keptLength = 0;
            if (!stream.skipTo(position)) {
                return -1;
            }
        }
        if (position == stream.position()) {
            readOn();
        }
        int from = (int) (position - (stream.position() - keptLength));
        int count = Math.min(target.remaining(), keptLength - from);
        target.put(kept, from, count);
        return count > 0 ? count : -1;
    }

    /** Reads some more, and keeps as much as there is room for of what came before. */
    private void readOn() throws IOException {
        int room = kept.length / 4;
        int leave = Math.min(keptLength, kept.length - room);
        if (keptLength + room > kept.length) {
            System.arraycopy(kept, keptLength - leave, kept, 0, leave);
            keptLength = leave;
        }
        int count = stream.read(kept, keptLength, Math.min(room, kept.length - keptLength));
        keptLength += Math.max(0, count);
    }

    private int readFromStart(ByteBuffer target, long position) throws IOException {
        try (GzipStream another = new GzipStream(file)) {
            if (!another.skipTo(position)) {
                return -1;
            }
            byte[] bytes = new byte[target.remaining()];
            int count = another.read(bytes, 0, bytes.length);
            if (count > 0) {
                target.put(bytes, 0, count);
            }
            return count;
        }
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public Content view() {
        return new View(new GzipContent(file, size));
    }

    /** Frees the memory that reading needs, until it is read again. */
    private void rest() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
            kept = new byte[0];
            keptLength = 0;
        }
    }

    @Override
    public void close() throws IOException {
        rest();
        file.close();
    }

    private record View(GzipContent content) implements Content {
        @Override
        public long size() {
            return content.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return content.read(target, position);
        }

        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public Content view() {
            return content.view();
        }

        @Override
        public void close() throws IOException {
            content.rest();
        }
    }
}
