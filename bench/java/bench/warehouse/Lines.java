package bench.warehouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Lines of a batch, packed as delivery streams pack them. */
final class Lines {
    private Lines() {}

    /** Objects of about the same number of lines. */
    static List<byte[]> objects(List<String> lines, int count) {
        List<byte[]> objects = new ArrayList<>();
        for (int object = 0; object < count; object++) {
            int from = (int) ((long) lines.size() * object / count);
            int to = (int) ((long) lines.size() * (object + 1) / count);
            objects.add(gzip(lines.subList(from, to)));
        }
        return objects;
    }

    private static byte[] gzip(List<String> lines) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
