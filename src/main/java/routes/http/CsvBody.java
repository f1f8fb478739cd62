package routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import routes.text.Printable;

/**
 * Finds the events in a body of CSV, by RFC 4180 with a header row: each row becomes an object of strings. Safe for any number
 * of threads.
 */
final class CsvBody {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    private static final JsonFactory JSON = new JsonFactory();

    private final Optional<String> keyField;
    private final int rowLimit;

    /**
     * Creates it.
     *
     * @param keyField the column whose value decides the shard of an event
     * @param rowLimit the most bytes of an event, and so of a row, which is never longer
     */
    CsvBody(Optional<String> keyField, int rowLimit) {
        this.keyField = keyField;
        this.rowLimit = rowLimit;
    }

    /**
     * Hands on the rows of a body.
     *
     * @throws RefusedException if the body is malformed, saying at which row after the header
     */
    void read(byte[] body, EventSink sink) throws RefusedException {
        int index = 0;
        RowReader text =
                new RowReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8), rowLimit);
        try (CSVParser parser =
                CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            Iterator<CSVRecord> rows = parser.iterator();
            List<String> names = rows.hasNext() ? names(rows.next()) : List.of();
            text.nextRow();
            int key = keyField.map(names::indexOf).orElse(-1);
            for (; rows.hasNext(); index++) {
                CSVRecord row = rows.next();
                text.nextRow();
                if (row.size() != names.size()) {
                    throw refused(
                            index, "has " + row.size() + " values, but the header names " + names.size() + " columns");
                }
                byte[] json = json(names, row);
                sink.take(index, json, 0, json.length, key < 0 ? null : row.get(key));
            }
        } catch (IOException | UncheckedIOException e) {
            if (text.isTooLong()) {
                throw new RefusedException(Problem.at(
                        index,
                        Problem.CONTENT_TOO_LARGE,
                        "Row " + index + " has more characters than the " + rowLimit
                                + " bytes that an event may have. Nothing was accepted."));
            }
            throw refused(index, "is not CSV by RFC 4180: " + Printable.message(e));
        }
    }

    private static List<String> names(CSVRecord header) throws RefusedException {
        List<String> names = header.toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank() || !seen.add(name)) {
                throw new RefusedException(Problem.of(
                        Problem.BAD_REQUEST,
                        "The first row has to name each column, by a name that no other has. Nothing was accepted."));
            }
        }
        return names;
    }

    private static byte[] json(List<String> names, CSVRecord row) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            generator.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                generator.writeStringField(names.get(i), row.get(i));
            }
            generator.writeEndObject();
        }
        return json.toByteArray();
    }

    private static RefusedException refused(int index, String what) {
        return new RefusedException(
                Problem.at(index, Problem.BAD_REQUEST, "Row " + index + " " + what + ". Nothing was accepted."));
    }
}
