package routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import local.snowflake.session.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches and objects that are loaded from the archive again, as they lie there now. */
class ReloadIT {
    private static final String FIRST = order("O-1", "1", "10:00:01");
    private static final String NEWER = order("O-1", "2", "11:00:00");
    private static final String NEWEST = order("O-1", "3", "12:00:00");
    private static final String OTHER = order("O-2", "1", "10:00:01");
    private static final String MENDED = order("O-3", "1", "10:00:01");
    private static final String BROKEN = MENDED.replace("Mug", "\"Mug");
    private static final String ADA = "C-1,Ada,ada@example.com,GB,upsert,2026-11-20T09:00:00.000Z";
    private static final String MOVED = "C-1,Ada,ada@example.com,FR,upsert,2026-11-20T10:00:00.000Z";
    private static final String GONE = "C-1,,,,delete,2026-11-20T11:00:00.000Z";
    private static final String BOB = "C-2,Bob,bob@example.com,DE,upsert,2026-11-20T09:00:00.000Z";
    private static final String VIEW = event("E-1", "view", "10:00:00");
    private static final String REVIEW = event("E-1", "review", "11:00:00");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
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
    void changesNothingWhereTheArchiveIsAsItWas() throws Exception {
        stack.put("landing/orders/one.gz", FIRST, NEWER, NEWER, OTHER, BROKEN, "bad");
        stack.put("landing/customers/one", ADA, MOVED, BOB, "C-3");
        stack.put("landing/events/one", VIEW, "none");
        stack.load(Map.of());
        stack.put("landing/orders/two", NEWEST, FIRST);
        stack.put("landing/orders/three", OTHER, order("O-4", "1", "10:00:01"));
        stack.put("landing/customers/two", GONE, ADA);
        stack.put("landing/events/two", REVIEW, VIEW);
        stack.load(Map.of());
        Map<String, List<String>> before = Contents.of(stack);
        assertThat(before.get("mart.superseded_orders")).hasSize(2);
        assertThat(before.get("mart.customer_history")).hasSize(3);

        List<String> batches = column("select batch_id from control.batches order by 1");
        for (String batch : batches) {
            assertThat(command("reload", batch)).as(printed.toString(UTF_8)).isZero();
            assertThat(Contents.of(stack))
                    .as("after a reload of batch " + batch)
                    .isEqualTo(before);
        }
        for (String object : stack.keys("processed/raw/")) {
            assertThat(command("reload", object)).as(printed.toString(UTF_8)).isZero();
            assertThat(Contents.of(stack)).as("after a reload of " + object).isEqualTo(before);
        }

        assertThat(stack.rows("select rows_parsed, rows_accepted, rows_rejected from control.batch_counts where run > 1"
                        + " and rows_parsed <> rows_accepted + rows_rejected"))
                .isEmpty();
        assertThat(column("select distinct status from control.batches")).containsExactly("loaded");
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void addsOnlyTheMissingRowsOfAnObjectThatWasCorrectedInTheArchive() throws Exception {
        stack.put("landing/orders/one", FIRST, BROKEN, OTHER);
        stack.put("landing/orders/two", order("O-5", "1", "10:00:01"));
        stack.load(Map.of());
        assertThat(column("select rule from control.rejected_rows")).containsExactly("unparsable");
        Map<String, List<String>> before = Contents.ofMarts(stack);
        String object = archived("orders").get(0);

        stack.put(object, FIRST, MENDED, OTHER);
        assertThat(command("reload", object)).isZero();

        assertThat(printed.toString(UTF_8)).contains("orders 4 rows, 4 accepted, 0 rejected, 3 new in the marts");
        assertThat(column("select order_id from mart.orders order by 1")).containsExactly("O-1", "O-2", "O-3", "O-5");
        assertThat(Contents.ofMarts(stack).get("mart.orders")).containsAll(before.get("mart.orders"));
        assertThat(stack.number("select count(*) from control.rejected_rows")).isZero();
        assertThat(stack.rows("select landing_key, status, rows_parsed, rows_loaded from control.loaded_objects"
                        + " order by 1"))
                .containsExactly(
                        List.of("landing/orders/one", "LOADED", "3", "3"),
                        List.of("landing/orders/two", "LOADED", "1", "1"));
        assertThat(stack.rows("select run, status, rows_parsed, rows_accepted, rows_rejected from control.batches"))
                .containsExactly(List.of("2", "loaded", "4", "4", "0"));
        assertThat(stack.failingChecks()).isEmpty();

        assertThat(command("reload", object)).isZero();
        assertThat(stack.number("select count(*) from mart.orders")).isEqualTo(4);
    }

    @Test
    void takesNoLoadedBatchOutOfTheMartsBecauseItWouldBeHeld() throws Exception {
        stack.put("landing/orders/one", FIRST, OTHER);
        stack.load(Map.of());
        Map<String, List<String>> before = Contents.of(stack);
        String object = archived("orders").get(0);

        stack.put(object, "neither", "is", "an order");
        assertThat(command("reload", object)).isEqualTo(1);

        assertThat(printed.toString(UTF_8)).contains("transform.hold-above", "Nothing was changed");
        assertThat(Contents.of(stack)).isEqualTo(before);
        assertThat(stack.command(Map.of("transform.hold-above", "100%"), out(), "reload", object))
                .isZero();
        assertThat(stack.number("select count(*) from mart.orders")).isZero();
        assertThat(stack.number("select count(*) from control.rejected_rows")).isEqualTo(3);
    }

    @Test
    void addsOnlyTheMissingRowsOfAnObjectThatLandsAgainCorrected() throws Exception {
        stack.put("landing/orders/one", FIRST, BROKEN, OTHER);
        stack.load(Map.of());
        Map<String, List<String>> before = Contents.ofMarts(stack);
        stack.put("landing/orders/one", FIRST, MENDED, OTHER);
        stack.load(Map.of());

        assertThat(Contents.ofMarts(stack).get("mart.orders")).hasSize(3).containsAll(before.get("mart.orders"));
        assertThat(stack.rows("select rows_inserted, rows_repeated from control.batches order by batch_id"))
                .containsExactly(List.of("2", "0"), List.of("1", "2"));
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void takesOutWhatAnObjectNoLongerHolds() throws Exception {
        stack.put("landing/orders/one", FIRST, OTHER);
        stack.put("landing/customers/one", ADA, BOB);
        stack.put("landing/events/one", VIEW);
        stack.load(Map.of());
        stack.put("landing/orders/two", NEWER, NEWEST, MENDED);
        stack.put("landing/orders/two-again", MENDED);
        stack.put("landing/customers/two", MOVED, GONE);
        stack.put("landing/events/two", REVIEW);
        stack.load(Map.of());
        stack.put("landing/orders/three", MENDED);
        stack.load(Map.of());
        assertThat(column("select quantity from mart.orders where order_id = 'O-1'"))
                .containsExactly("3");
        assertThat(column("select customer_id from mart.customers")).containsExactly("C-2");

        stack.put(archived("orders").get(1), NEWER);
        stack.put(archived("customers").get(1), MOVED);
        stack.put(archived("events").get(1), new byte[0]);
        assertThat(command(
                        "reload",
                        archived("orders").get(1),
                        archived("customers").get(1),
                        archived("events").get(1)))
                .isZero();

        assertThat(stack.rows("select order_id, quantity from mart.orders order by 1"))
                .as("what another object of the batch has as well stays")
                .containsExactly(List.of("O-1", "2"), List.of("O-2", "1"), List.of("O-3", "1"));
        assertThat(column("select quantity from mart.superseded_orders")).containsExactly("1");
        assertThat(stack.rows("select customer_id, country from mart.customers order by 1"))
                .containsExactly(List.of("C-1", "FR"), List.of("C-2", "DE"));
        assertThat(stack.rows("select country, is_current from mart.customer_history where customer_id = 'C-1'"
                        + " order by valid_from"))
                .containsExactly(List.of("GB", "FALSE"), List.of("FR", "TRUE"));
        assertThat(column("select event_type from mart.events")).containsExactly("view");
        assertThat(stack.number("select count(*) from mart.superseded_events")).isZero();

        stack.put(archived("orders").get(1), new byte[0]);
        stack.put(archived("orders").get(2), new byte[0]);
        stack.put(archived("customers").get(1), new byte[0]);
        assertThat(command(
                        "reload",
                        archived("orders").get(1),
                        archived("orders").get(2),
                        archived("customers").get(1)))
                .isZero();
        assertThat(column("select quantity from mart.orders where order_id = 'O-1'"))
                .as("an older version stands again")
                .containsExactly("1");
        assertThat(stack.number("select count(*) from mart.superseded_orders")).isZero();
        assertThat(column("select country from mart.customer_history where customer_id = 'C-1'"))
                .containsExactly("GB");
        assertThat(column("select order_id from mart.orders order by 1")).containsExactly("O-1", "O-2");
        assertThat(command("reprocess", stack.one("select max(batch_id) from control.batches")))
                .isZero();
        assertThat(column("select order_id from mart.orders order by 1"))
                .as("another batch that repeated the row can bring it back")
                .containsExactly("O-1", "O-2", "O-3");
        assertThat(stack.failingChecks()).isEmpty();
    }

    @Test
    void leavesEverythingAsItWasWhenItCannotBeFinished() throws Exception {
        stack.put("landing/orders/one", FIRST, OTHER);
        stack.put("landing/orders/two", BROKEN);
        stack.put("landing/customers/one", ADA);
        stack.load(Map.of());
        String batch = stack.one("select batch_id from control.batches");
        Map<String, List<String>> before = Contents.of(stack);
        List<List<String>> counts = stack.rows("select * from control.batches");
        Path sql = OwnSql.in(directory);
        Files.writeString(sql.resolve("transform/insert_orders.sql"), "insert into mart.nowhere select 1\n");

        assertThat(stack.command(Map.of("load.sql", "file:" + sql), out(), "reload", batch))
                .isEqualTo(1);
        stack.delete(archived("orders").get(0));
        assertThat(command("reload", batch)).isEqualTo(1);
        assertThat(command("reload", "20200101T000000Z-000000")).isEqualTo(1);

        assertThat(Contents.of(stack)).isEqualTo(before);
        assertThat(stack.rows("select * from control.batches")).isEqualTo(counts);
        assertThat(stack.number("select max(run) from control.batch_counts")).isEqualTo(1);
        assertThat(printed.toString(UTF_8).lines().toList())
                .satisfiesExactly(
                        broken -> assertThat(broken).containsIgnoringCase("nowhere"),
                        missing -> assertThat(missing)
                                .contains("orders/year=", "000001.csv is not in the archive", "Nothing was changed."),
                        unknown -> assertThat(unknown)
                                .startsWith("There is no processed/_batches/20200101T000000Z-000000.json"));
    }

    @Test
    void waitsUntilALoaderHasCommitted() throws Exception {
        stack.put("landing/orders/one", FIRST, BROKEN);
        stack.load(Map.of());
        String batch = stack.one("select batch_id from control.batches");
        stack.put(archived("orders").get(0), FIRST, MENDED);
        stack.put("landing/orders/two", OTHER);
        Faults faults = stack.snowflake().faults();
        CompletableFuture<Integer> reload;
        try (Faults.Hold loading = faults.hold("-- load/record_batch");
                TestLoader loader = stack.loader(Map.of())) {
            assertThat(loading.awaitArrival(PATIENCE)).isTrue();
            try (Faults.Hold asking = faults.hold("-- fence/take_fence");
                    Faults.Hold behind = faults.hold("-- replay/find_run")) {
                reload = CompletableFuture.supplyAsync(() -> reload(batch));
                assertThat(asking.awaitArrival(PATIENCE)).isTrue();
                asking.release();
                assertThat(behind.awaitArrival(Duration.ofMillis(500)))
                        .as("the reload is past the fence while the load holds it")
                        .isFalse();
                loading.release();
                assertThat(behind.awaitArrival(PATIENCE)).isTrue();
            }
            assertThat(reload.get()).isZero();
            stack.awaitQuiet();
        }
        assertThat(column("select order_id from mart.orders order by 1")).containsExactly("O-1", "O-2", "O-3");
        assertThat(stack.failingChecks()).isEmpty();
    }

    private int reload(String batch) {
        try {
            return command("reload", batch);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int command(String... arguments) throws Exception {
        return stack.command(Map.of(), out(), arguments);
    }

    private PrintStream out() {
        return new PrintStream(printed, true, UTF_8);
    }

    /** The objects of a feed in the archive, oldest batch first. */
    private List<String> archived(String feed) {
        return stack.keys("processed/raw/" + feed + "/").stream().sorted().toList();
    }

    private List<String> column(String query) {
        return stack.rows(query).stream().map(row -> row.get(0)).toList();
    }

    private static String order(String id, String quantity, String recorded) {
        return id + ",C-1,Mug," + quantity + ",9.90,2026-11-20T10:00:00.000Z,2026-11-20T" + recorded + ".000Z";
    }

    private static String event(String id, String type, String time) {
        return "{\"event_id\":\"" + id + "\",\"event_type\":\"" + type + "\",\"occurred_at\":\"2026-11-20T" + time
                + "Z\"}";
    }
}
