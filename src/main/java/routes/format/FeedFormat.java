package routes.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import routes.delivery.FileRecords;
import routes.delivery.LineRecord;
import routes.delivery.Outgoing;
import routes.delivery.OverlongLine;
import routes.delivery.RecordBatch;
import routes.delivery.Source;
import routes.text.EntryStart;

/**
 * Converts the batches of one feed: each entry becomes one line, in the order of the file. Thread-safe.
 *
 * <p>A line is what the format makes of the entry; with metadata an object of {@code metadata} and {@code data}. An unparsed
 * entry is an object of {@code unparsed}, its text, and {@code reason}.
 */
final class FeedFormat {
    private static final byte[] DATA = ascii("},\"data\":");
    private static final byte[] UNPARSED_BEHIND_METADATA = ascii("},\"unparsed\":");
    private static final byte[] UNPARSED = ascii("{\"unparsed\":");
    private static final byte[] REASON = ascii(",\"reason\":");

    private final EntryFormat format;
    private final Optional<EntryStart> start;
    private final Optional<String> host;
    private final JsonBuffers buffers;
    private final FormatCounters counters = new FormatCounters();

    /**
     * Creates it.
     *
     * @param start what begins an entry; each line is one if there is none
     * @param host names this host in the metadata; no metadata if there is none
     * @param buffers lent to conversions
     */
    FeedFormat(EntryFormat format, Optional<EntryStart> start, Optional<String> host, JsonBuffers buffers) {
        this.format = format;
        this.start = start;
        this.host = host;
        this.buffers = buffers;
    }

    FormatCounters counters() {
        return counters;
    }

    /** Converts bit by bit as the answer is read: what the entries become takes several times their room. */
    Iterator<Outgoing> convert(RecordBatch batch) {
        return new Conversion(batch);
    }

    /** One batch on its way; belongs to one thread at a time. */
    private final class Conversion implements Iterator<Outgoing> {
        private final JsonBuffer buffer = buffers.lend();
        private final Iterator<FileRecords> files;
        private final Entries entries = new Entries(start);
        private final Calls calls = new Calls();
        private boolean isEnded;

        private Source source;
        private Iterator<LineRecord> records;
        private RecordPacker packer;
        private EntryFormat.Writer writer;
        private Optional<byte[]> metadata;

        private LineRecord record;
        private int entry;
        private long unparsed;
        private long blank;
        private long overlong;

        Conversion(RecordBatch batch) {
            this.files = batch.files().iterator();
            begin(files.next());
        }

        @Override
        public boolean hasNext() {
            while (calls.isEmpty() && goOn()) {
                // An entry a time, until a call is full.
            }
            return !calls.isEmpty();
        }

        @Override
        public Outgoing next() {
            if (!hasNext()) {
                throw new NoSuchElementException("All of the batch has been converted, to the end of " + source);
            }
            return calls.take();
        }

        private boolean goOn() {
            if (record == null) {
                return records.hasNext() ? open(records.next()) : endFile();
            }
            if (entry == entries.count()) {
                close();
            } else if (writer.isBlank(entries, entry)) {
                blank++;
                entry++;
            } else {
                add(entry++);
            }
            return true;
        }

        private void begin(FileRecords file) {
            source = file.source();
            records = file.records().iterator();
            packer = new RecordPacker(file, buffer);
            writer = format.writer(source);
            metadata = host.map(name -> metadata(name, source));
            calls.begin(source);
        }

        private boolean open(LineRecord next) {
            record = next;
            entry = 0;
            unparsed = 0;
            blank = 0;
            overlong = 0;
            entries.read(next.data());
            writer.nextRecord();
            return true;
        }

        private void close() {
            counters.add(entries.count(), unparsed, blank, overlong);
            record = null;
        }

        private boolean endFile() {
            if (isEnded) {
                return false;
            }
            packer.last().ifPresent(calls::add);
            if (files.hasNext()) {
                begin(files.next());
                return true;
            }
            isEnded = true;
            calls.end();
            buffers.giveBack(buffer);
            return false;
        }

        private void add(int entry) {
            long offset = record.from() + entries.from(entry);
            Optional<String> reason = write(offset, entry);
            if (reason.isPresent()) {
                unparsed++;
                packer.discard();
                writeUnparsed(offset, entry, reason.get());
            }
            if (!packer.end(offset)) {
                overlong++;
                calls.setAside(overlong(entry));
            }
            packer.takeFull().ifPresent(calls::add);
        }

        private Optional<String> write(long offset, int entry) {
            JsonBuffer out = packer.begin();
            metadata.ifPresent(begin -> {
                out.raw(begin);
                out.number(offset);
                out.raw(DATA);
            });
            Optional<String> reason = writer.write(entries, entry, out);
            if (metadata.isPresent()) {
                out.raw('}');
            }
            return reason;
        }

        private void writeUnparsed(long offset, int entry, String reason) {
            JsonBuffer out = packer.begin();
            if (metadata.isPresent()) {
                out.raw(metadata.get());
                out.number(offset);
                out.raw(UNPARSED_BEHIND_METADATA);
            } else {
                out.raw(UNPARSED);
            }
            out.text(entries.data(), entries.from(entry), entries.to(entry), entries.isUtf8(entry));
            out.raw(REASON);
            out.string(reason);
            out.raw('}');
        }

        /** The bytes as they are in the file, where the newline of a last line may be missing. */
        private OverlongLine overlong(int entry) {
            byte[] data = record.data();
            int at = entries.from(entry);
            long from = record.from() + at;
            long to = Math.min(record.from() + entries.next(entry), record.to());
            return new OverlongLine(source, from, to, () -> new ByteArrayInputStream(data, at, (int) (to - from)));
        }
    }

    private static byte[] metadata(String host, Source source) {
        JsonBuffer begin = new JsonBuffer(256);
        begin.raw(ascii("{\"metadata\":{\"host\":"));
        begin.string(host);
        begin.raw(ascii(",\"file\":"));
        begin.string(source.path().toString());
        begin.raw(ascii(",\"source\":"));
        begin.string(source.id());
        begin.raw(ascii(",\"offset\":"));
        return begin.copy(0, begin.size());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
