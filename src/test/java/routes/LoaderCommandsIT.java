package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands that a running loader carries out, and those that answer in JSON. */
class LoaderCommandsIT {
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";

    private static LocalStack stack;
    private static TestLoader loader;
    private static String url;
    private static String batch;

    @BeforeAll
    static void start() throws Exception {
        stack = new LocalStack();
        stack.put("landing/returns/one.csv", "R-1");
        loader = stack.loader(
                Map.of("camel.management.enabled", "true", "camel.management.port", "0", "archive.parquet", "false"));
        url = new ManagementClient(loader.main().getCamelContext()).port().toString();
        stack.put("landing/orders/\u001b[31mred", "O-1,C-1,Mug,1,19.90" + TIMES, "O-2,C-1,Mug,none,5.00" + TIMES);
        stack.awaitQuiet();
        batch = stack.one("select batch_id from control.batches");
    }

    @AfterAll
    static void stop() throws Exception {
        loader.close();
        stack.close();
    }

    @Test
    void listsBatches() throws Exception {
        assertThat(run("batches").lines())
                .anyMatch(line -> line.startsWith("Claiming: CLAIMING"))
                .anyMatch(line -> line.matches(batch + " +loaded +archived +orders +1 +2 +1 .*"));
        assertThat(json("batches", "--status", "held").get("batches")).isEmpty();
        assertThat(json("batches", "--feed", "orders").at("/batches/0/batchId").asText())
                .isEqualTo(batch);
    }

    @Test
    void tellsABatchAndLetsNoTerminalActOnWhatItHolds() throws Exception {
        assertThat(run("batch", batch))
                .contains(
                        "Batch " + batch + ": loaded, archived", "quantity_is_positive", "load/copy_orders", "[31mred")
                .doesNotContain("\u001b");
        assertThat(json("batch", batch).get("statements")).isNotEmpty();
        assertThat(run("batch", "20200101T000000Z-000000")).startsWith("There is no batch 20200101T000000Z-000000");
        assertThat(run("batch", "../claiming")).startsWith("Not understood: batch needs one batch id behind it");
    }

    @Test
    void listsDeadLettersAndPutsThemBack() throws Exception {
        assertThat(run("dead-letters", "--reason", "no feed").lines())
                .anyMatch(
                        line -> line.matches("dead-letter/objects/returns/[0-9a-f]{24}[.]csv +landing/returns/one[.]csv"
                                + " .*no feed is declared.*"))
                .last()
                .asString()
                .startsWith("declare the feed");
        assertThat(json("dead-letters", "--kind", "lines").get("letters")).isEmpty();
        assertThat(run("retry", "--reason", "no feed")).contains("1 left", "is not declared");
    }

    @Test
    void pausesAndResumes() throws Exception {
        assertThat(run("pause", "the", "warehouse", "is", "moved")).contains("the warehouse is moved");
        assertThat(run("batches")).startsWith("Claiming: PAUSED, the warehouse is moved, by local");
        assertThat(json("resume").get("outcome").asText()).isEqualTo("DONE");
        assertThat(run("batches")).startsWith("Claiming: CLAIMING");
    }

    @Test
    void answersWithJsonWhereItWorksByItself() throws Exception {
        assertThat(work("reprocess", batch, "--json").at("/0/balance").asText()).startsWith("orders 2 rows");
        assertThat(work("check", "orders_are_unique", "--json").at("/0/holds").asBoolean())
                .isTrue();
        assertThat(work("retry", "dead-letter/objects/orders/0", "--json")
                        .at("/0/problem")
                        .asText())
                .startsWith("There is no dead letter dead-letter/objects/orders/0");
    }

    private static JsonNode json(String... arguments) throws Exception {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        return new JsonMapper().readTree(run(all));
    }

    /** A command that asks the running loader. */
    private static String run(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Main main = Application.main(Wiring.ofLoaderCommand());
        new Commands(main, printed, printed, Map.of("SNOWLINE_URL", url)).run(List.of(arguments));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A command that does the work itself. */
    private static JsonNode work(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stack.command(Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        String printed = out.toString(StandardCharsets.UTF_8);
        return new JsonMapper().readTree(printed.substring(Math.max(0, printed.indexOf('['))));
    }
}
