package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import local.wire.Gate;
import local.wire.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Counts what a loader asks of S3, by what S3 bills, and holds docs/cost.md to it. */
class CostIT {
    private static final String ORDER = ",C-1,Mug,1,5.00,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final int MANY = 101;
    private static final int ABOUT = 17;
    /** Looks at a pause: by the poll, by the turn that has the batch and by the one that finds nothing more. */
    private static final int LOOKS_AT_A_PAUSE = 3;

    @Test
    void asksAsOftenAsTheDocumentSays() throws Exception {
        Map<String, Integer> one = requests(1);
        Map<String, Integer> many = requests(MANY);
        System.out.println("Requests of a batch of one object: " + one);
        System.out.println("Requests of a batch of " + MANY + " objects: " + many);
        int copies = (many.get("copy") - one.get("copy")) / (MANY - 1);
        assertThat(one.get("copy")).isEqualTo(copies);
        assertThat(many.get("put")).isEqualTo(one.get("put"));
        assertThat(List.of(one.get("list"), many.get("list")))
                .as("some looks more or less, whatever the number of objects")
                .allMatch(lists -> lists > ABOUT - 8 && lists < ABOUT + 8);
        assertThat(many.get("get")).isEqualTo(one.get("get"));
        assertThat(List.of(one.get("pause"), many.get("pause"))).containsOnly(LOOKS_AT_A_PAUSE);
        assertThat(Files.readString(Path.of("docs", "cost.md")))
                .contains("| copies by the loader | " + copies + " | |")
                .contains("| puts by the loader | | " + one.get("put") + " |")
                .contains("| lists by the loader, about | | " + ABOUT + " |")
                .contains("| reads by the loader | | " + (one.get("get") + LOOKS_AT_A_PAUSE) + " |");
    }

    /** What a loader asks that finds so many objects of a feed when it starts, from its start until nothing is left. */
    private static Map<String, Integer> requests(int objects) throws Exception {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        try (LocalStack stack = new LocalStack();
                Gate gate = new Gate(stack.s3().endpoint())) {
            gate.tell((request, body) -> counts.merge(kind(request), 1, Integer::sum));
            for (int i = 0; i < objects; i++) {
                stack.put("landing/orders/" + i, "O-" + i + ORDER);
            }
            try (TestLoader loader =
                    TestLoader.start(gate.endpoint(), stack.snowflake().jdbcUrl(), Map.of("claim.poll", "10m"))) {
                stack.awaitQuiet();
                Awaitility.await("the turn that finds nothing")
                        .until(() -> counts.getOrDefault("pause", 0) >= LOOKS_AT_A_PAUSE);
            }
            assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(objects);
            assertThat(stack.number("select count(*) from control.batches")).isEqualTo(1);
        }
        return new TreeMap<>(counts);
    }

    private static String kind(Request request) {
        if (request.path().endsWith("/_pause.json")) {
            return "pause";
        }
        return switch (request.method()) {
            case "GET" -> request.path().contains("list-type=2") ? "list" : "get";
            case "HEAD" -> "get";
            case "PUT" -> request.header("x-amz-copy-source").isPresent() ? "copy" : "put";
            default -> "delete";
        };
    }
}
