package local.snowflake.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A request and its answer, both JSON. Used by one thread. */
final class Exchange {

    /** The most a request may hold once unpacked, in bytes. */
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private static final int SMALL_BYTES = 16 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpExchange http;

    Exchange(HttpExchange http) {
        this.http = http;
    }

    String path() {
        return http.getRequestURI().getPath();
    }

    boolean isPost() {
        return http.getRequestMethod().equals("POST");
    }

    /** The parameters behind the path; the last of a name counts. */
    Map<String, String> query() {
        Map<String, String> query = new TreeMap<>();
        String raw = http.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.put(equals < 0 ? pair : pair.substring(0, equals), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return query;
    }

    /** The body; an empty object where there is none. */
    JsonNode body() throws IOException {
        boolean packed = "gzip".equalsIgnoreCase(http.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = http.getRequestBody();
                InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new IOException("The request is larger than " + MAX_BODY_BYTES + " bytes");
            }
            JsonNode node = body.length == 0 ? null : JSON.readTree(body);
            return node == null || !node.isObject() ? JSON.createObjectNode() : node;
        }
    }

    /** The token of {@code Authorization: Snowflake Token="…"}; empty where there is none. */
    String token() {
        String header = http.getRequestHeaders().getFirst("Authorization");
        int start = header == null ? -1 : header.indexOf("Token=\"");
        int end = start < 0 ? -1 : header.indexOf('"', start + 7);
        return end < 0 ? "" : header.substring(start + 7, end);
    }

    void answer(Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        http.getResponseHeaders().set("Content-Type", "application/json");
        String accepted = http.getRequestHeaders().getFirst("Accept-Encoding");
        if (bytes.length < SMALL_BYTES || accepted == null || !accepted.contains("gzip")) {
            http.sendResponseHeaders(200, bytes.length);
            http.getResponseBody().write(bytes);
            return;
        }
        http.getResponseHeaders().set("Content-Encoding", "gzip");
        http.sendResponseHeaders(200, 0);
        try (OutputStream out = new GZIPOutputStream(http.getResponseBody())) {
            out.write(bytes);
        }
    }

    /** Answers with a status and nothing else. */
    void answer(int status) throws IOException {
        http.sendResponseHeaders(status, -1);
    }
}
