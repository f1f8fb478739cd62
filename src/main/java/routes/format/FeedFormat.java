package routes.format;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import routes.delivery.FileRange;
import routes.delivery.LineRecord;
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
    private final FormatCounters counters = new FormatCounters();

    /**
     * Creates it.
     *
     * @param start what begins an entry; each line is one if there is none
     * @param host names this host in the metadata; no metadata if there is none
     */
    FeedFormat(EntryFormat format, Optional<EntryStart> start, Optional<String> host) {
        this.format = format;
        this.start = start;
        this.host = host;
    }

    FormatCounters counters() {
        return counters;
    }

    /** Converts one record after another, each when it is asked for: what they become takes several times their room. */
    Iterator<FileRange> convert(RecordBatch batch) {
        Conversion conversion = new Conversion(batch.source());
        return batch.records().stream()
                .flatMap(record -> conversion.of(record).stream())
                .iterator();
    }

    /** One batch on its way; belongs to one thread at a time. */
    private final class Conversion {
        private final Source source;
        private final EntryFormat.Writer writer;
        private final Optional<byte[]> metadata;
        private final Entries entries = new Entries(start);
        private List<FileRange> ranges;
        private RecordPacker packer;
        private long unparsed;

        Conversion(Source source) {
            this.source = source;
            this.writer = format.writer(source);
            this.metadata = host.map(name -> metadata(name, source));
        }

        /** What becomes of a record: over-long entries first, then the rest. */
        List<FileRange> of(LineRecord record) {
            ranges = new ArrayList<>();
            packer = new RecordPacker(source, record);
            unparsed = 0;
            entries.read(record.data());
            writer.nextRecord();
            long blank = 0;
            for (int i = 0; i < entries.count(); i++) {
                if (writer.isBlank(entries, i)) {
                    blank++;
                } else {
                    add(record, i);
                }
            }
            counters.add(entries.count(), unparsed, blank, ranges.size());
            packer.records().ifPresent(ranges::add);
            return ranges;
        }

        private void add(LineRecord record, int entry) {
            long offset = record.from() + entries.from(entry);
            Optional<String> reason = write(offset, entry);
            if (reason.isPresent()) {
                unparsed++;
                packer.discard();
                writeUnparsed(offset, entry, reason.get());
            }
            if (!packer.end(offset)) {
                ranges.add(overlong(record, entry));
            }
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
        private OverlongLine overlong(LineRecord record, int entry) {
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
