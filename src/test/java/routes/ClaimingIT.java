package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.ManagementClient.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why a loader does not claim, as its management port tells it, and how it goes on. */
class ClaimingIT {
    private static final String BATCH = "20261120T000000Z-000000";
    private static final String MANIFEST = "processing/" + BATCH + "/_manifest.json";
    private static final Map<String, String> PORT = Map.of(
            "camel.main.jmx-enabled",
            "true",
            "camel.management.enabled",
            "true",
            "camel.management.port",
            "0",
            "archive.parquet",
            "false");

    private static LocalStack stack;

    @BeforeAll
    static void startStack() throws Exception {
        stack = new LocalStack();
    }

    @AfterAll
    static void stopStack() throws Exception {
        stack.close();
    }

    @Test
    void keepsAPauseThroughARestartUntilSomebodyResumes() throws Exception {
        try (TestLoader loader = stack.loader(PORT)) {
            ManagementClient http = new ManagementClient(loader.main().getCamelContext());
            HttpResponse<String> unreasoned = http.steer("/claiming/pause", "{}");
            assertThat(unreasoned.statusCode()).isEqualTo(400);
            assertThat(read(unreasoned).get("detail").asText()).startsWith("No reason is given");
            assertThat(http.steer("/claiming/pause", "{\"reason\":\"tables are <i>moved</i>\"}")
                            .statusCode())
                    .isEqualTo(200);
            // Who comes second is told of the first.
            assertThat(read(http.steer("/claiming/pause", "{\"reason\":\"another\"}"))
                            .get("message")
                            .asText())
                    .contains("tables are <i>moved</i>");
        }
        stack.put("landing/customers/1", "C-1,Eve,eve@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        try (TestLoader loader = stack.loader(PORT)) {
            ManagementClient http = new ManagementClient(loader.main().getCamelContext());
            awaitState(http, "PAUSED");
            JsonNode paused = http.json("/claiming");
            assertThat(paused.get("by").asText()).isEqualTo("local");
            assertThat(paused.get("reason").asText()).isEqualTo("tables are <i>moved</i>");
            assertThat(paused.get("since").asText()).startsWith("20");
            assertThat(http.page("/").body()).contains("tables are &lt;i&gt;moved", "/claiming/resume");
            assertThat(stack.keys("landing/customers/")).containsExactly("landing/customers/1");
            assertThat(HealthCheckHelper.invokeReadiness(loader.main().getCamelContext(), "full"))
                    .noneMatch(check -> check.getState() == HealthCheck.State.DOWN)
                    .anySatisfy(check -> assertThat(check.getMessage().orElse(""))
                            .startsWith("Claiming is paused by local since 20")
                            .endsWith(": tables are <i>moved</i>"));

            JsonNode resumed = read(http.steer("/claiming/resume", ""));

            assertThat(resumed.get("message").asText()).startsWith("Claiming goes on; before: PAUSED");
            stack.awaitQuiet();
            assertThat(http.json("/claiming").get("state").asText()).isEqualTo("CLAIMING");
        }
        assertThat(stack.number("select count(*) from mart.customers where customer_id = 'C-1'"))
                .isEqualTo(1);
    }

    @Test
    void tellsAStopForAFailureFromAPauseAndWhichBatchItHinders() throws Exception {
        stack.put(MANIFEST, "{}".getBytes(StandardCharsets.UTF_8));
        try (TestLoader loader = stack.loader(PORT)) {
            ManagementClient http = new ManagementClient(loader.main().getCamelContext());
            awaitState(http, "STOPPED");

            JsonNode stopped = http.json("/claiming");
            assertThat(stopped.get("reason").asText()).contains(MANIFEST + " cannot be used");
            assertThat(stopped.get("since").asText()).startsWith("20");
            JsonNode unfinished = http.json("/batches?status=unfinished").get("batches");
            assertThat(unfinished).singleElement().satisfies(batch -> {
                assertThat(batch.get("batchId").asText()).isEqualTo(BATCH);
                assertThat(batch.get("place").asText()).isEqualTo("processing");
                assertThat(batch.at("/hindrance/kind").asText()).isEqualTo("SYSTEMIC");
                assertThat(batch.get("note").asText()).contains("it is not the JSON of a manifest");
            });
            assertThat(http.page("/batches/" + BATCH).body()).contains("It is hindered", "Restore it from the bucket");
            assertThat(http.page("/").body()).contains("stopped", BATCH);
            JsonNode batches = http.attributes("snowline:context=snowline,type=Batches");
            assertThat(batches.get("FailingSince").asText()).isGreaterThan("2026");
            assertThat(batches.get("LastFailure").asText()).contains(MANIFEST + " cannot be used");

            stack.delete(MANIFEST);
            assertThat(http.steer("/claiming/resume", "").statusCode()).isEqualTo(200);
            stack.put("landing/customers/2", "C-2,Bob,bob@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
            stack.awaitQuiet();
            awaitState(http, "CLAIMING");
        }
    }

    @Test
    void tellsWhatS3KnowsWhileTheWarehouseIsAway() throws Exception {
        stack.put("landing/customers/3", "C-3,Cy,cy@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        stack.load(PORT);
        String batch = stack.one("select max(batch_id) from control.batches");
        stack.put("landing/customers/4", "C-4,Di,di@example.com,GB,upsert,2026-11-20T09:00:00.000Z");
        try (TestLoader loader =
                TestLoader.start(stack.s3().endpoint(), "jdbc:snowflake://http://127.0.0.1:1/?account=local", PORT)) {
            ManagementClient http = new ManagementClient(loader.main().getCamelContext());

            JsonNode overview = http.json("/");

            assertThat(overview.get("problem").asText())
                    .startsWith("Snowflake ")
                    .contains("Below is what S3 tells");
            assertThat(overview.get("freshness").isNull()).isTrue();
            assertThat(overview.get("waiting")).isNotEmpty();
            assertThat(overview.at("/batches/batches").findValuesAsText("batchId"))
                    .contains(batch);
            assertThat(http.page("/batches/" + batch).body()).contains("Not all is known", "customers/3", "archived");
            assertThat(http.get("/batches/" + "20200101T000000Z-000000").statusCode())
                    .isEqualTo(503);
            assertThat(http.get("/observe/health/live").statusCode()).isEqualTo(200);
        } finally {
            stack.load(PORT);
        }
    }

    private static void awaitState(ManagementClient http, String state) {
        Awaitility.await()
                .until(() -> http.json("/claiming").get("state").asText().equals(state));
    }
}
