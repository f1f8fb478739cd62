package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import local.kinesis.LocalKinesis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway with 128 MB of heap is sent, all at once and several times over, what is meant to fill its memory, confuse it or
 * keep it busy. Each gets its status; the process lives, and goes on taking events.
 */
class HostileBodiesIT {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int ROUNDS = 3;
    private static final int AT_ONCE = 12;
    private static final Pattern PORT = Pattern.compile("Events are taken at http://127\\.0\\.0\\.1:(\\d+)/");

    @TempDir
    private Path directory;

    @Test
    void survivesAllOfItAtOnce() throws Exception {
        try (LocalKinesis kinesis = LocalKinesis.temporary()) {
            kinesis.createStream("posts", 1);
            try (AgentProcess gateway = AgentProcess.gateway(
                    directory,
                    "-Xmx128m",
                    kinesis.endpoint(),
                    Map.of(
                            "roles", "gateway",
                            "feed.events.ingest", "posts",
                            "ingest.port", "0",
                            "ingest.body-budget", "16MiB",
                            "ingest.budget", "16MiB",
                            "ingest.idle-timeout", "10s",
                            "camel.management.enabled", "false"))) {
                gateway.await(() -> port(gateway).isPresent());
                int port = port(gateway).orElseThrow();

                hostile().forEach((name, attack) -> assertThat(
                                status(port, attack.content().get()))
                        .as(name + ", alone")
                        .isIn(attack.statuses()));
                Map<String, List<String>> answers = strike(port);

                assertThat(gateway.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
                assertThat(status(port, json("{}").getBytes(StandardCharsets.ISO_8859_1)))
                        .isEqualTo("202");
                assertThat(kinesis.records("posts")).isPositive();
                hostile().forEach((name, attack) -> assertThat(answers.get(name))
                        .as(name)
                        .hasSize(ROUNDS)
                        .allMatch(status -> attack.statuses().contains(status)
                                // All at once, they may meet a moment without room.
                                || status.equals("429")));
            }
        }
    }

    private static Map<String, List<String>> strike(int port) {
        Map<String, List<CompletableFuture<String>>> running = new HashMap<>();
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<String, Attack> attacks = hostile();
            for (int round = 0; round < ROUNDS; round++) {
                attacks.forEach((name, attack) -> running.computeIfAbsent(name, first -> new ArrayList<>())
                        .add(CompletableFuture.supplyAsync(
                                () -> status(port, attack.content().get()), clients)));
            }
            Map<String, List<String>> answers = new HashMap<>();
            running.forEach((name, all) ->
                    answers.put(name, all.stream().map(CompletableFuture::join).toList()));
            return answers;
        } finally {
            clients.shutdownNow();
        }
    }

    /** What is sent, and what may be answered; {@code closed} for an end of the connection without an answer. */
    private record Attack(Bytes content, List<String> statuses) {
        static Attack of(String text, String... statuses) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            return new Attack(() -> bytes, List.of(statuses));
        }
    }

    private interface Bytes {
        byte[] get();
    }

    private static Map<String, Attack> hostile() {
        Map<String, Attack> all = new LinkedHashMap<>();
        all.put("arrays in arrays", Attack.of(json("[".repeat(4 * MEBIBYTE)), "400"));
        all.put("objects in objects", Attack.of(json("{\"a\":".repeat(MEBIBYTE / 2)), "400"));
        all.put("many empty events", Attack.of(json("[" + "{},".repeat(MEBIBYTE) + "{}]"), "413"));
        all.put("one long string", Attack.of(json("{\"a\":\"" + "x".repeat(4 * MEBIBYTE) + "\"}"), "413"));
        all.put("one long number", Attack.of(json("{\"a\":" + "9".repeat(4 * MEBIBYTE) + "}"), "400"));
        all.put("one long name", Attack.of(json("{\"" + "x".repeat(4 * MEBIBYTE) + "\":1}"), "400"));
        all.put("many names", Attack.of(json(names()), "413"));
        all.put("names of one hash", Attack.of(json(collisions()), "202", "400", "413"));
        all.put("not UTF-8", Attack.of(json("{\"a\":\"\u00ff\u00fe\"}"), "400"));
        all.put("UTF-16", Attack.of(json("\u00fe\u00ff\0{\0}"), "400"));
        all.put(
                "100 MB, as it says",
                Attack.of(
                        head("application/json", "Content-Length: " + 100 * MEBIBYTE) + "x".repeat(6 * MEBIBYTE),
                        "413"));
        all.put(
                "chunks without an end",
                Attack.of(
                        head("application/json", "Transfer-Encoding: chunked")
                                + ("10000\r\n" + " ".repeat(65_536) + "\r\n").repeat(400),
                        "413"));
        all.put("a gigabyte, packed", packed(bomb()));
        all.put(
                "columns with a long name",
                Attack.of(post("text/csv", "x".repeat(200_000) + "\r\n" + "1\r\n".repeat(MEBIBYTE)), "413"));
        all.put("a quote without an end", Attack.of(post("text/csv", "a\r\n\"" + "x".repeat(4 * MEBIBYTE)), "413"));
        all.put("a form", Attack.of(post("application/x-www-form-urlencoded", "a=1"), "415"));
        all.put("a file", Attack.of(post("multipart/form-data; boundary=x", "--x\r\n\r\n--x--"), "415"));
        all.put(
                "two lengths",
                Attack.of(head("application/json", "Content-Length: 2\r\nContent-Length: 3") + "{}", "400"));
        all.put("a length below zero", Attack.of(head("application/json", "Content-Length: -1") + "{}", "400"));
        all.put(
                "a length beyond numbers",
                Attack.of(head("application/json", "Content-Length: 99999999999999999999") + "{}", "400"));
        all.put(
                "a length and chunks",
                Attack.of(
                        head("application/json", "Content-Length: 2\r\nTransfer-Encoding: chunked")
                                + "2\r\n{}\r\n0\r\n\r\n",
                        "202",
                        "400"));
        all.put(
                "a chunk of no size",
                Attack.of(
                        head("application/json", "Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n",
                        "400",
                        "closed"));
        all.put("a long header", Attack.of(head("application/json", "X-A: " + "x".repeat(9_000)), "431"));
        all.put("many headers", Attack.of(head("application/json", "X-A: 1\r\n".repeat(2_000) + "X-B: 1"), "431"));
        // What is still on its way when such a connection is closed can overtake the answer.
        all.put(
                "a long path",
                Attack.of("POST /" + "x".repeat(3_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "414", "closed"));
        all.put("a huge header", Attack.of(head("application/json", "X-A: " + "x".repeat(MEBIBYTE)), "431", "closed"));
        all.put("a huge path", Attack.of("POST /" + "x".repeat(MEBIBYTE) + " HTTP/1.1\r\n\r\n", "414", "closed"));
        all.put(
                "a path out of it",
                Attack.of("POST /v1/events/%2e%2e/%2e%2e/etc HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"));
        all.put("a path that is none", Attack.of("POST /v1/events/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"));
        all.put("another protocol", Attack.of("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\r\n\r\n", "400", "closed"));
        all.put("no Host", Attack.of("POST /v1/events/events HTTP/1.1\r\n\r\n", "400", "421"));
        all.put("another's Host", Attack.of(json("{}").replace("Host: localhost", "Host: example.org"), "421"));
        return all;
    }

    private static String names() {
        StringBuilder names = new StringBuilder("{\"first\":0");
        for (int i = 0; i < 300_000; i++) {
            names.append(",\"n").append(i).append("\":0");
        }
        return names.append('}').toString();
    }

    /** Names that String.hashCode takes for one: Aa and BB in every order. */
    private static String collisions() {
        StringBuilder names = new StringBuilder("{\"first\":0");
        for (int i = 0; i < 1 << 13; i++) {
            names.append(",\"");
            for (int bit = 0; bit < 13; bit++) {
                names.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
            }
            names.append("\":0");
        }
        return names.append('}').toString();
    }

    private static Attack packed(byte[] body) {
        byte[] head = head("application/json", "Content-Encoding: gzip\r\nContent-Length: " + body.length)
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(body);
        return new Attack(all::toByteArray, List.of("413"));
    }

    private static byte[] bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1024; i++) {
                gzip.write(spaces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String json(String body) {
        return post("application/json", body);
    }

    private static String post(String type, String body) {
        return head(type, "Content-Length: " + body.length()) + body;
    }

    private static String head(String type, String more) {
        return "POST /v1/events/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + more
                + "\r\n\r\n";
    }

    private static String status(int port, byte[] bytes) {
        try (RawHttp http = new RawHttp(port)) {
            http.send(bytes);
            String answer = http.answer();
            return answer.startsWith("HTTP/1.1 ") ? answer.substring(9, 12) : "closed";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Integer> port(AgentProcess gateway) throws IOException {
        return gateway.log().stream()
                .map(PORT::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst();
    }
}
