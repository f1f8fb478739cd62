package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import local.wire.Answer;
import local.wire.Fault;
import local.wire.Gate;
import local.wire.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects as an enemy would put them: sound rows arrive, the rest is kept and explained, the loader goes on. */
class HostileIT {
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String ORDER = "O-1,C-1,Mug,1,5.00" + TIMES;
    private static final String OTHER = "O-2,C-1,Pot,1,5.00" + TIMES;

    private LocalStack stack;

    @BeforeEach
    void startStack() throws Exception {
        stack = new LocalStack();
    }

    @AfterEach
    void stopStack() throws Exception {
        stack.close();
    }

    @Test
    void goesOnWhateverAnObjectIsCalled() throws Exception {
        List<String> names = List.of(
                "a'b.gz",
                "a\"b",
                "line\nbreak",
                "carriage\rreturn",
                "tab\tand &<>",
                "\u2603 \uD83D\uDE00 ünï",
                "'); drop table mart.orders; --",
                "${batch_id} {{bucket}} ${bean:exit}",
                "a..b/..c",
                "plus+percent%2Fq?x=1#y",
                "control\u0001",
                "escape\u001b[31m",
                "k".repeat(1000));
        List<String> folders = List.of("it's; drop", "line\nfolder", "control\u0001", "Orders", "orders ");
        for (int i = 0; i < names.size(); i++) {
            stack.put("landing/orders/" + names.get(i), "O-" + i + ",C-1,Mug,1,5.00" + TIMES);
        }
        folders.forEach(folder -> stack.put("landing/" + folder + "/x.gz", ORDER));
        load();
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(names.size());
        assertThat(stack.number("select count(distinct landing_key) from control.loaded_objects"))
                .isEqualTo(names.size());
        assertThat(stack.keys("dead-letter/objects/_undeclared/")).hasSize(2 * folders.size());
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void goesOnWhateverAnObjectHolds() throws Exception {
        put("empty", "");
        stack.put("landing/orders/empty.gz", LocalStack.gzip(new byte[0]));
        stack.put("landing/orders/no-bytes.gz", new byte[0]);
        put("blank", "\n\n\n");
        put("broken", "\"a\n\"b\n");
        put("mixed", "\n" + ORDER + "\n\n\n\"\n");
        put("plain.gz", ORDER + "\n");
        put("plain.ZST", ORDER + "\n");
        stack.put("landing/orders/packed", LocalStack.gzip(bytes(ORDER + "\n")));
        stack.put("landing/orders/packed.GZ", LocalStack.gzip(bytes(ORDER + "\n")));
        stack.put("landing/orders/tail.gz", join(LocalStack.gzip(bytes(ORDER + "\n")), bytes("garbage")));
        stack.put(
                "landing/orders/members.gz",
                join(LocalStack.gzip(bytes(ORDER + "\n")), LocalStack.gzip(bytes("second\n"))));
        put("mark", "\ufeff" + ORDER + "\n");
        put("crlf", ORDER + "\r\n\r\n");
        put("columns", ORDER + ",x".repeat(100_000) + "\n" + "x,".repeat(100_000) + "\n");
        put("nul", "O-\0,C-1,M\0ug,1,5.00" + TIMES + "\n\0\n\"\0\n");
        put("latin", "O-9,C-1,M\u00fcg,1,5.00" + TIMES + "\n" + ORDER + "\n", StandardCharsets.ISO_8859_1);
        put("utf16", ORDER, StandardCharsets.UTF_16);
        put("extremes", "O-3,C-1,M,1e400,NaN,infinity,epoch\nO-4,C-1,M,1,5.00,99999-01-01T00:00:00Z,0\n");
        put("long", "y".repeat(10_000_000) + "\n");
        put("longer", ORDER + "\n" + "y".repeat(20_000_000) + "\n");
        load();
        assertThat(stack.rows("select substr(landing_key, 16), rows_parsed, rows_loaded"
                        + " from control.loaded_objects order by 1"))
                .extracting(row -> String.join(" ", row))
                .containsExactly(
                        "blank 0 0",
                        "broken 2 0",
                        "columns 2 2",
                        "crlf 1 1",
                        "empty 0 0",
                        "empty.gz 0 0",
                        "extremes 2 2",
                        "latin 2 1",
                        "long 1 1",
                        "mark 1 1",
                        "members.gz 2 2",
                        "mixed 2 1",
                        "no-bytes.gz 0 0",
                        "nul 3 2",
                        "packed 1 1",
                        "packed.GZ 1 1",
                        "plain.ZST 1 1",
                        "plain.gz 1 1",
                        "tail.gz 1 1",
                        "utf16 1 0");
        assertThat(stack.rows("select landing_key from control.object_failures"))
                .containsExactly(List.of("landing/orders/longer"));
        assertThat(stack.keys("dead-letter/objects/orders/")).hasSize(2);
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void goesOnWhateverALineOfJsonHolds() throws Exception {
        String type = "\"event_type\":\"x\"";
        String at = "\"occurred_at\":\"2026-11-20T10:00:00.000Z\"";
        List<String> sound = List.of(
                "{\"event_id\":\"e'1\\\"; drop table mart.events; --\"," + type + "," + at + "}",
                "{" + type + "," + at + ",\"deep\":" + "[".repeat(200) + "]".repeat(200) + "}",
                "{" + type + "," + at + ",\"long\":\"" + "y".repeat(3_000_000) + "\"}",
                "{" + type + "," + at + ",\"many\":[" + "0,".repeat(100_000) + "0]}",
                " \t{ " + type + " , " + at + ", \"\": {\"\": null} } ",
                "{" + type + "," + at + ",\"${batch_id} {{bucket}} :?run\":\"\\u2028\\ud83d\\ude00\"}",
                "{\"event_id\":17," + type + "," + at + "}",
                "{\"event_id\":\"\"," + type + "," + at + ",\"id\":\"empty\"}",
                "{\"event_id\":null," + type + "," + at + ",\"id\":\"null\"}");
        List<String> broken = List.of(
                "{",
                "}",
                "{}",
                "[]",
                "\"\"",
                "null",
                "NaN",
                "{" + type + "," + at + "} {" + type + "," + at + "}",
                "{'event_type':'x'," + at + "}",
                "{" + type + "," + at + ",\"open\":\"",
                "{" + type + "," + at + ",\"deep\":" + "[".repeat(100_000),
                "{" + type + "}",
                "{" + type + ",\"occurred_at\":null}",
                "{" + type + ",\"occurred_at\":true}",
                "{" + type + ",\"occurred_at\":{\"at\":1}}",
                "{" + type + ",\"occurred_at\":\"99999-01-01T00:00:00Z\"}",
                "{\"event_type\":\"\"," + at + "}",
                "\0",
                "O-1,C-1,\"Mug");
        stack.put("landing/events/sound", sound.toArray(String[]::new));
        stack.put("landing/events/broken.gz", broken.toArray(String[]::new));
        stack.put(
                "landing/events/latin",
                ("{" + type + "," + at + ",\"word\":\"M\u00fcg\"}\r\n").getBytes(StandardCharsets.ISO_8859_1));
        load();
        assertThat(stack.rows("select substr(line, 1, 60), rule from control.rejected_rows"))
                .hasSize(broken.size());
        assertThat(stack.number("select count(*) from mart.events")).isEqualTo(sound.size() + 1);
        assertThat(stack.rows("select event_id from mart.events where length(event_id) < 64 order by event_id"))
                .containsExactly(List.of("17"), List.of("e'1\"; drop table mart.events; --"));
        assertThat(stack.one("select rows_parsed from control.batches"))
                .isEqualTo(Integer.toString(sound.size() + broken.size() + 1));
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void loadsBesideAStrayObjectThatCannotBeMoved() throws Exception {
        stack.put("landing/returns/frozen", ORDER);
        stack.put("landing/orders/one", OTHER);
        try (Gate s3 = new Gate(stack.s3().endpoint());
                Fault frozen = s3.answer(
                        Request.to("PUT", "/dead-letter/"), Answer.s3Error(403, "InvalidObjectState", "made up"));
                TestLoader loader =
                        TestLoader.start(s3.endpoint(), stack.snowflake().jdbcUrl(), Map.of())) {
            assertThat(frozen.awaitHit(Duration.ofSeconds(10))).isTrue();
            Awaitility.await().until(() -> stack.number("select count(*) from mart.orders") == 1);
        }
    }

    @Test
    void keepsAnObjectThatCannotBeReadWheneverItIsPut() throws Exception {
        byte[] torn = Arrays.copyOf(LocalStack.gzip(bytes(ORDER.repeat(50))), 40);
        stack.put("landing/orders/one.gz", torn);
        load();
        List<String> letters = stack.keys("dead-letter/");
        assertThat(letters).hasSize(2);
        letters.forEach(stack::delete);
        stack.put("landing/orders/one.gz", torn);
        load();
        assertThat(stack.keys("dead-letter/")).isEqualTo(letters);
    }

    @Test
    void stopsWhenADeadLetterIsRefusedAndRecordsNoObjectAsFailed() throws Exception {
        stack.put("landing/orders/one.gz", Arrays.copyOf(LocalStack.gzip(bytes(ORDER.repeat(50))), 40));
        stack.put("landing/orders/two.gz", Arrays.copyOf(LocalStack.gzip(bytes(OTHER.repeat(50))), 40));
        stack.put("landing/orders/three", OTHER);
        AtomicReference<String> one = new AtomicReference<>();
        Predicate<Request> ofOne = Request.to("PUT", "/dead-letter/")
                .and(request -> one.compareAndSet(null, request.path())
                        || request.path().equals(one.get()));
        try (Gate s3 = new Gate(stack.s3().endpoint());
                Fault refused = s3.answer(ofOne, Answer.s3Error(403, "AccessDenied", "made up"));
                TestLoader loader =
                        TestLoader.start(s3.endpoint(), stack.snowflake().jdbcUrl(), Map.of())) {
            Awaitility.await().until(() -> loader.main()
                    .getCamelContext()
                    .getRouteController()
                    .getRouteStatus("claim")
                    .isSuspended());
            assertThat(refused.hits()).isPositive();
        }
        assertThat(stack.number("select count(*) from control.object_failures")).isZero();
        load();
        assertThat(stack.number("select count(*) from control.object_failures")).isEqualTo(2);
        assertThat(stack.keys("dead-letter/")).hasSize(4);
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(1);
    }

    private void load() throws Exception {
        try (TestLoader loader = stack.loader(Map.of())) {
            stack.awaitQuiet();
        }
    }

    private void put(String name, String content) {
        put(name, content, StandardCharsets.UTF_8);
    }

    private void put(String name, String content, Charset charset) {
        stack.put("landing/orders/" + name, content.getBytes(charset));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
