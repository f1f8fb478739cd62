package routes.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.dataformat.csv.CsvRecordConverter;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.csv.CSVRecord;

/** Camel's CSV data format, for bytes that are UTF-8. Thread-safe. */
final class CsvRows {
    private final CamelContext camel;
    private final CsvDataFormat csv;

    CsvRows(CamelContext camel, char delimiter) {
        this.camel = camel;
        this.csv = new CsvDataFormat()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .setRecordConverter(new Unconverted());
        csv.start();
    }

    /** The rows of these bytes; none at all if a quote in them is out of place. */
    @SuppressWarnings("unchecked") // What the converter below returns comes in a list.
    Optional<List<CSVRecord>> read(byte[] data, int from, int to) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(Exchange.CHARSET_NAME, StandardCharsets.UTF_8.name());
        try {
            return Optional.of(
                    (List<CSVRecord>) csv.unmarshal(exchange, new ByteArrayInputStream(data, from, to - from)));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException("reading bytes as CSV fails for no other reason", e);
        }
    }

    /** Leaves a row as it is; Camel's own converters make maps or lists of it. */
    private static final class Unconverted implements CsvRecordConverter<CSVRecord> {
        @Override
        public CSVRecord convertRecord(CSVRecord row) {
            return row;
        }
    }
}
