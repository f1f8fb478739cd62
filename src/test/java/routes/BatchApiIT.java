package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.ManagementClient.encoded;
import static routes.ManagementClient.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the management port of a running loader tells of batches and dead letters, and does about them. */
class BatchApiIT {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String HOSTILE = "landing/orders/'\"> " + SCRIPT + "; drop table control.batches;--";

    @TempDir
    private static Path directory;

    private static LocalStack stack;
    private static Map<String, String> properties;
    private static TestLoader loader;
    private static ManagementClient http;
    private static String held;
    private static String loaded;

    @BeforeAll
    static void start() throws Exception {
        stack = new LocalStack();
        Path sql = OwnSql.in(directory);
        Files.writeString(sql.resolve("rules/orders/amount_is_positive.sql"), "amount > 10\n");
        properties = new HashMap<>(Map.of(
                "load.sql",
                "file:" + sql,
                "transform.hold-above",
                "60%",
                "camel.main.jmx-enabled",
                "true",
                "camel.management.enabled",
                "true",
                "camel.management.port",
                "0"));
        stack.put("landing/returns/" + SCRIPT + ".csv", "R-1");
        stack.put("landing/returns/two.csv", "R-2");
        stack.put("landing/refunds/one.csv.gz", "F-1");
        loader = stack.loader(properties);
        http = new ManagementClient(loader.main().getCamelContext());
        held = batch("landing/orders/cheap", "O-1,C-1,Pot,1,5.00" + TIMES, "O-2,C-1,Pan,1,4.00" + TIMES);
        loaded = batch(
                HOSTILE,
                "O-3,C-1,Mug,1,19.90" + TIMES,
                "O-4,C-1," + SCRIPT + ",1,5.00" + TIMES,
                "O-5,C-1,Cup,2,30" + TIMES);
        batch("landing/customers/one", "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
    }

    @AfterAll
    static void stop() throws Exception {
        loader.close();
        stack.close();
    }

    @Test
    void listsBatchesTheNewestFirstPageByPage() throws Exception {
        List<String> listed = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = http.json("/batches?limit=1" + (next.isEmpty() ? "" : "&cursor=" + next));
            page.get("batches").forEach(batch -> listed.add(batch.get("batchId").asText()));
            assertThat(page.get("batches")).hasSize(1);
            assertThat(page.get("problem").isNull()).isTrue();
            next = page.get("next").asText("");
            pages++;
        } while (!page(next));

        assertThat(pages).isGreaterThanOrEqualTo(3);
        assertThat(listed)
                .isSortedAccordingTo(Comparator.<String>naturalOrder().reversed())
                .containsExactlyElementsOf(ids("select batch_id from control.batches order by batch_id desc"));
    }

    private static boolean page(String next) {
        return next.isEmpty() || next.equals("null");
    }

    @Test
    void choosesBatchesByStatusFeedAndTime() throws Exception {
        assertThat(listed("feed=customers")).isNotEmpty().doesNotContain(held, loaded);
        assertThat(listed("feed=orders")).contains(held, loaded);
        assertThat(listed("status=held&feed=orders")).contains(held).doesNotContain(loaded);
        assertThat(listed("feed=events")).isEmpty();
        assertThat(listed("status=unfinished")).isEmpty();
        assertThat(listed("since=2026-01-01&until=2026-01-02T09:30:00Z")).isEmpty();
        assertThat(listed("since=2026-01-01&feed=orders")).contains(loaded);
        assertThat(listed("until=2026-01-01T00:00")).isEmpty();
    }

    @Test
    void tellsAllOfABatch() throws Exception {
        JsonNode detail = http.json("/batches/" + loaded);

        assertThat(detail.at("/batch/status").asText()).isEqualTo("loaded");
        assertThat(detail.at("/batch/place").asText()).isEqualTo("archived");
        assertThat(detail.at("/batch/counts/rowsParsed").asLong()).isEqualTo(3);
        assertThat(detail.at("/batch/counts/rowsRejected").asLong()).isEqualTo(1);
        assertThat(detail.at("/batch/feeds/0").asText()).isEqualTo("orders");
        assertThat(detail.at("/batch/milliseconds").asLong()).isPositive();
        assertThat(detail.at("/batch/newestEventAt").asText()).isEqualTo("2026-11-20T10:00:01Z");
        assertThat(detail.get("objects")).singleElement().satisfies(object -> {
            assertThat(object.get("landingKey").asText()).isEqualTo(HOSTILE);
            assertThat(object.get("status").asText()).isEqualTo("LOADED");
            assertThat(stack.keys("processed/raw/")).contains(object.get("key").asText());
        });
        assertThat(detail.get("rules")).singleElement().satisfies(rule -> {
            assertThat(rule.get("rule").asText()).isEqualTo("amount_is_positive");
            assertThat(rule.get("rowsFailed").asLong()).isEqualTo(1);
        });
        assertThat(detail.get("rejected")).singleElement().satisfies(line -> {
            assertThat(line.get("line").asText()).contains(SCRIPT);
            assertThat(line.get("sourceRow").asLong()).isEqualTo(2);
        });
        assertThat(detail.get("stages").findValuesAsText("stage")).contains("fence", "load", "transform");
        assertThat(detail.get("statements").findValuesAsText("script")).contains("load/copy_orders");
        assertThat(detail.get("statements").findValuesAsText("queryId")).doesNotContain("null", "");
        assertThat(detail.at("/archivedAt").asText()).startsWith("20");
        assertThat(detail.get("parquet")).isNotEmpty();
        assertThat(http.get("/batches/" + loaded + ".json").body()).contains("\"batchId\":\"" + loaded + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/batches", "/batches/{loaded}", "/dead-letters", "/actions", "/dead-letters?reason=no+feed"
            })
    void showsPagesThatEscapeWhatIsForeign(String path) throws Exception {
        HttpResponse<String> page = http.page(path.replace("{loaded}", loaded));

        assertThat(page.statusCode()).isEqualTo(OK);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .startsWith("<!doctype html>")
                .contains("<html lang=\"en\">", "<main id=\"content\"", "<h1>")
                .doesNotContain(SCRIPT, "onerror", "style=", "javascript:", "http://", "https://");
    }

    @Test
    void showsABatchWithWhatItRejected() throws Exception {
        assertThat(http.page("/batches/" + loaded).body())
                .contains("amount_is_positive", "&lt;script&gt;alert(1)&lt;/script&gt;", "sql/load/copy_orders.sql");
        assertThat(http.page("/").body())
                .contains(
                        "<svg", "<title id=\"rows-t\">Rows of each batch over time</title>", "Dead letters by reason");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/batches?status=lost | 400 | The parameter status is 'lost': expected one of held, loaded, unfinished.",
                "/batches?stauts=held | 400 | There is no parameter 'stauts' here",
                "/batches?cursor=%27%20or%201%3D1 | 400 | The parameter cursor is '' or 1=1'",
                "/batches?feed=orders%27-- | 400 | The parameter feed",
                "/batches?since=yesterday | 400 | a day or a time in UTC",
                "/batches?limit=100000 | 400 | a number from 1 to 200",
                "/batches/20261120T093000Z-0a1b2c | 404 | There is no batch 20261120T093000Z-0a1b2c",
                "/batches/%27%20or%201%3D1 | 404 | is no batch id",
                "/batches/..%2f..%2fetc%2fpasswd | 404 | is no batch id",
                "/dead-letters/objects/orders/../../secret | 404 | There is n",
                "/dead-letters/objects/orders/0123456789abcdef01234567 | 404 | There is no dead letter",
                "/dead-letters?kind=all | 400 | objects or lines",
                "/actions/1 | 404 | There is no action 1",
                "/batches/20261120T093000Z-0a1b2c/release/now | 404 | There is nothing at this address"
            })
    void tellsWhatIsWrongWithARequest(String path, int status, String detail) throws Exception {
        HttpResponse<String> answer = http.get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(read(answer).get("status").asInt()).isEqualTo(status);
        assertThat(read(answer).get("detail").asText()).contains(detail);
        assertThat(http.page(path).body()).contains("<h1>").doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/batches/{held}/reprocess", "/claiming/pause", "/claiming/resume", "/dead-letters/retry"})
    void doesNothingForARequestThatAnotherSiteCouldSend(String path) throws Exception {
        HttpResponse<String> answer = http.post(
                path.replace("{held}", held),
                "{\"reason\":\"none\"}",
                "Content-Type",
                "text/plain",
                "Origin",
                "http://elsewhere.example");

        assertThat(answer.statusCode()).isEqualTo(FORBIDDEN);
        assertThat(answer.body()).contains("another site");
        assertThat(http.post(path.replace("{held}", held), "{\"reason\":\"none\"}")
                        .body())
                .contains("X-Snowline: 1");
        assertThat(http.json("/claiming").get("state").asText()).isEqualTo("CLAIMING");
    }

    @Test
    void processesOneBatchAtATimeAndTellsWhatCameOfIt() throws Exception {
        HttpResponse<String> first;
        HttpResponse<String> second;
        try (LocalStack.Lock fence = stack.lock("control.fence_main")) {
            first = http.steer("/batches/" + loaded + "/reprocess", "");
            second = http.steer("/batches/" + loaded + "/reload", "");
        }

        assertThat(first.statusCode()).isEqualTo(ACCEPTED);
        assertThat(first.headers().firstValue("Location"))
                .contains("/actions/" + read(first).get("id").asText());
        assertThat(second.statusCode()).isEqualTo(CONFLICT);
        assertThat(read(second).get("detail").asText())
                .startsWith("One thing at a time: reprocess of batch " + loaded + ", which local asked for");
        JsonNode ended = http.ended(first);
        assertThat(ended.get("outcome").asText()).isEqualTo("DONE");
        assertThat(ended.get("message").asText()).startsWith("orders 3 rows, 2 accepted");
        assertThat(http.json("/batches/" + loaded).at("/batch/run").asLong()).isGreaterThan(1);
        assertThat(http.page("/actions").body()).contains(loaded, "reprocess", "local");
    }

    /** The names in the document's schemas are those of the answers, in both directions. */
    @Test
    void describesWhatItAnswersInOpenApi() throws Exception {
        JsonNode document = http.json("/openapi.json");
        JsonNode schemas = document.at("/components/schemas");

        assertThat(document.at("/paths").fieldNames())
                .toIterable()
                .contains("/", "/batches", "/batches/{id}", "/dead-letters/retry", "/claiming/pause", "/actions/{id}");
        assertThat(names(http.json("/"))).isEqualTo(names(schemas.at("/Overview/properties")));
        assertThat(names(http.json("/batches"))).isEqualTo(names(schemas.at("/BatchPage/properties")));
        assertThat(names(http.json("/batches").at("/batches/0"))).isEqualTo(names(schemas.at("/Batch/properties")));
        assertThat(names(http.json("/batches").at("/batches/0/counts")))
                .isEqualTo(names(schemas.at("/Counts/properties")));
        JsonNode detail = http.json("/batches/" + loaded);
        assertThat(names(detail)).isEqualTo(names(schemas.at("/BatchDetail/properties")));
        for (String list : List.of("stages", "objects", "counts", "rules", "rejected", "statements")) {
            assertThat(names(detail.get(list).get(0)))
                    .as(list)
                    .isEqualTo(names(schemas.at("/BatchDetail/properties/" + list + "/items/properties")));
        }
        assertThat(names(http.json("/dead-letters").at("/letters/0")))
                .isEqualTo(names(schemas.at("/DeadLetter/properties")));
        assertThat(names(http.json("/claiming"))).isEqualTo(names(schemas.at("/Claiming/properties")));
        assertThat(names(http.ended(http.steer("/claiming/resume", ""))))
                .isEqualTo(names(schemas.at("/Action/properties")));
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void showsTheLastBatchAsAnMBean() throws Exception {
        String batch = batch("landing/orders/shown", "O-9,C-1,Jug,1,5.00" + TIMES, "O-10,C-1,Jug,1,44.00" + TIMES);

        JsonNode batches = Awaitility.await()
                .until(
                        () -> http.attributes("snowline:context=snowline,type=Batches"),
                        shown -> shown.get("Last").asText().equals(batch));

        assertThat(batches.get("InHand").asText()).isEmpty();
        assertThat(batches.get("LastAt").asText()).isGreaterThan("2026");
        assertThat(batches.at("/LastCounts/status").asText()).isEqualTo("loaded");
        assertThat(batches.at("/LastCounts/rowsParsed").asLong()).isEqualTo(2);
        assertThat(batches.at("/LastCounts/rowsRejected").asLong()).isEqualTo(1);
        assertThat(batches.get("Loaded").asLong()).isGreaterThanOrEqualTo(3);
        assertThat(batches.get("Held").asLong()).isPositive();
    }

    @Test
    void keepsTheFailureOfAnActionVisible() throws Exception {
        JsonNode ended = http.ended(http.steer("/batches/20200101T000000Z-000000/release", ""));

        assertThat(ended.get("outcome").asText()).isEqualTo("FAILED");
        assertThat(ended.get("message").asText()).startsWith("Batch 20200101T000000Z-000000 is not in control.batches");
        assertThat(http.json("/actions").get("actions").findValuesAsText("id"))
                .contains(ended.get("id").asText());
    }

    @Test
    void releasesAHeldBatch() throws Exception {
        String batch = batch("landing/orders/held", "O-7,C-1,Pot,1,5.00" + TIMES, "O-8,C-1,Pan,1,4.00" + TIMES);
        assertThat(listed("status=held")).contains(batch);
        assertThat(http.page("/batches/" + batch).body()).contains("data-post=\"/batches/" + batch + "/release\"");

        assertThat(http.ended(http.steer("/batches/" + batch + "/release", ""))
                        .get("outcome")
                        .asText())
                .isEqualTo("DONE");

        assertThat(http.json("/batches/" + batch).at("/batch/status").asText()).isEqualTo("loaded");
        assertThat(listed("status=held")).doesNotContain(batch);
    }

    @Test
    void putsDeadObjectsBackByKeyAndByReason() throws Exception {
        List<String> keys = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = http.json("/dead-letters?kind=objects&limit=1" + (next.isEmpty() ? "" : "&cursor=" + next));
            page.get("letters").forEach(letter -> keys.add(letter.get("key").asText()));
            next = page.get("next").asText("");
        } while (!page(next));
        assertThat(keys).hasSize(3).isSorted().doesNotHaveDuplicates().noneMatch(key -> key.endsWith(".json"));
        assertThat(http.json("/dead-letters?feed=refunds").get("letters")).hasSize(1);
        assertThat(http.json("/dead-letters?kind=lines").get("letters")).isEmpty();
        assertThat(http.json("/dead-letters?reason=NO+FEED+is").get("letters")).hasSize(3);
        assertThat(http.json("/dead-letters?reason=" + encoded("%' or '1'='1")).get("letters"))
                .isEmpty();
        String key = keys.get(0);
        JsonNode letter = http.json("/" + key.replaceFirst("dead-letter", "dead-letters"));
        assertThat(letter.at("/sidecar/reason").asText()).startsWith("no feed is declared");
        assertThat(letter.at("/sidecar/advice").asText()).contains("retry " + key);

        HttpResponse<String> refused = http.steer("/dead-letters/retry", "{\"key\":\"" + key + "\"}");
        assertThat(refused.statusCode()).isEqualTo(CONFLICT);
        assertThat(read(refused).get("detail").asText()).contains("is not declared: set feed.<name>.files");

        HttpResponse<String> all = http.steer("/dead-letters/retry", "{\"reason\":\"no feed is declared\"}");
        assertThat(all.statusCode()).isEqualTo(CONFLICT);
        assertThat(read(all).get("detail").asText())
                .startsWith("0 put back into landing, 3 left; " + key + " could not be put back");
        assertThat(http.steer("/dead-letters/retry", "{\"key\":\"../landing/x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(read(http.steer("/dead-letters/retry", "[1")).get("detail").asText())
                .startsWith("The body is not understood");
    }

    private static List<String> listed(String query) throws Exception {
        return http.json("/batches?" + query).get("batches").findValuesAsText("batchId");
    }

    private static List<String> ids(String query) {
        return stack.rows(query).stream().map(row -> row.get(0)).toList();
    }

    /** Loads an object as a batch of its own. */
    private static String batch(String key, String... lines) {
        stack.put(key, lines);
        stack.awaitQuiet();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> stack.number("select count(*) from control.loaded_objects where landing_key = '"
                                + key.replace("'", "''") + "'")
                        > 0);
        return stack.one(
                "select batch_id from control.loaded_objects where landing_key = '" + key.replace("'", "''") + "'");
    }
}
