package local.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The start line and the header fields of an HTTP/1.1 message, beside the very text they were read from.
 *
 * @param startLine the first line, without its line end
 * @param fields the header fields in their order; names in lower case, values trimmed
 * @param raw all of it as received, a character for each byte (ISO 8859-1), the empty line included
 */
record Head(String startLine, List<Map.Entry<String, String>> fields, String raw) {

    /** Far beyond any signed request; a longer head is refused rather than kept in memory. */
    static final int MAX_BYTES = 64 * 1024;

    Head {
        fields = List.copyOf(fields);
    }

    /**
     * Reads one head.
     *
     * @return the head, or empty if the peer closed the connection before its first byte
     * @throws ProtocolException if the head is cut short, too long or not HTTP
     */
    static Optional<Head> read(InputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream(1024);
        List<String> lines = new ArrayList<>();
        while (true) {
            Optional<String> line = readLine(in, raw);
            if (line.isEmpty()) {
                if (raw.size() == 0) {
                    return Optional.empty();
                }
                throw new ProtocolException("The connection ended inside a message head");
            }
            if (line.get().isEmpty()) {
                break;
            }
            lines.add(line.get());
        }
        if (lines.isEmpty()) {
            throw new ProtocolException("A message head without a start line");
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("A header field without a name");
            }
            fields.add(Map.entry(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        return Optional.of(new Head(lines.get(0), fields, raw.toString(StandardCharsets.ISO_8859_1)));
    }

    /** Reads a line, copying its bytes and its line end to {@code raw}; empty at the end of the stream. */
    static Optional<String> readLine(InputStream in, ByteArrayOutputStream raw) throws IOException {
        int start = raw.size();
        for (int b = in.read(); b != -1; b = in.read()) {
            raw.write(b);
            if (b == '\n') {
                String line = raw.toString(StandardCharsets.ISO_8859_1).substring(start);
                return Optional.of(line.endsWith("\r\n") ? line.substring(0, line.length() - 2) : line.strip());
            }
            if (raw.size() > MAX_BYTES) {
                throw new ProtocolException("A message head of more than " + MAX_BYTES + " bytes");
            }
        }
        return Optional.empty();
    }

    byte[] toBytes() {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    boolean says(String name, String token) {
        return field(name)
                .filter(value -> value.toLowerCase(Locale.ROOT).contains(token))
                .isPresent();
    }

    /** The status code of an answer's head. */
    int status() throws ProtocolException {
        String[] parts = startLine.split(" ", 3);
        try {
            return Integer.parseInt(parts[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new ProtocolException("Not a status line: " + startLine.length() + " characters");
        }
    }
}
