package routes.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import routes.delivery.FileRecords;
import routes.delivery.LineRecord;
import routes.delivery.OverlongLine;
import routes.delivery.RecordBatch;
import routes.delivery.Source;
import routes.settings.FeedSettings;
import routes.settings.Format;

/** Feeds with a format, batches for them, and the lines that leave. */
final class Feeds {
    static final String HOST = "web-1";
    static final String SOURCE = "0123456789abcdef0123456789abcdef-0";
    static final Path FILE = Path.of("/var/log/shop/orders.log");

    private Feeds() {}

    /** The formats of the one feed orders, with the options of these names. */
    static Formats formats(Map<String, String> options) {
        return new Formats(List.of(feed(options)), HOST, new DefaultCamelContext());
    }

    static FeedSettings feed(Map<String, String> options) {
        return new FeedSettings(
                "orders",
                FILE.toString(),
                "orders-stream",
                Optional.ofNullable(options.get("skip-header-lines")).map(Integer::valueOf),
                Optional.empty(),
                Optional.ofNullable(options.get("multi-line-start-pattern")),
                Optional.ofNullable(options.get("format")).map(Format::valueOf),
                Optional.ofNullable(options.get("custom-field-names")).map(names -> List.of(names.split(",", -1))),
                Optional.ofNullable(options.get("delimiter")),
                Optional.ofNullable(options.get("log-format")),
                Optional.ofNullable(options.get("match-pattern")),
                Optional.ofNullable(options.get("metadata")).map(Boolean::valueOf));
    }

    /** A batch of one record for each text, the first of them at an offset. */
    static RecordBatch batch(String header, long offset, byte[]... records) {
        List<LineRecord> lines = new ArrayList<>();
        long from = offset;
        for (byte[] record : records) {
            lines.add(new LineRecord(from, from + record.length, record));
            from += record.length;
        }
        return new RecordBatch(List.of(new FileRecords(new Source("orders", SOURCE, FILE, header), lines)));
    }

    static RecordBatch batch(String... records) {
        return batch("", 0, Stream.of(records).map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new));
    }

    /** What a format makes of a batch. */
    record Formatted(List<RecordBatch> batches, List<OverlongLine> overlong) {
        static Formatted of(Formats formats, RecordBatch batch) {
            List<RecordBatch> batches = new ArrayList<>();
            List<OverlongLine> overlong = new ArrayList<>();
            formats.convert(batch).forEachRemaining(range -> {
                if (range instanceof RecordBatch records) {
                    batches.add(records);
                } else {
                    overlong.add((OverlongLine) range);
                }
            });
            return new Formatted(batches, overlong);
        }

        List<LineRecord> records() {
            return batches.stream().flatMap(batch -> batch.records().stream()).toList();
        }

        /** What leaves, line by line; its newlines are all ends of lines. */
        List<String> lines() {
            return records().stream()
                    .flatMap(record -> Stream.of(new String(record.data(), UTF_8).split("\n", -1))
                            .limit(count(record)))
                    .toList();
        }

        private static long count(LineRecord record) {
            return new String(record.data(), UTF_8)
                    .chars()
                    .filter(character -> character == '\n')
                    .count();
        }
    }
}
