package routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Raw rows that have been kept long enough. */
class TrimIT {
    private static final String TIMES = ",2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String ORDER = "O-1,C-1,Mug,2,19.90" + TIMES;
    private static final String REJECTED = "O-2,C-1,Mug,two,19.90" + TIMES;
    private static final Map<String, String> SHORT = Map.of("load.raw-retention", "1ms", "transform.hold-above", "60%");

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
    void trimsLoadedBatchesAloneAndLetsThemBeReloadedAsAWhole() throws Exception {
        stack.put("landing/orders/one", ORDER, REJECTED);
        stack.put("landing/orders/two", "O-3,C-1,Mug,1,5.00" + TIMES);
        stack.put("landing/events/one", "{}", "{\"event_type\":\"view\",\"occurred_at\":\"2026-11-20T10:00:00Z\"}");
        stack.load(Map.of());
        String loaded = stack.one("select batch_id from control.batches");
        Map<String, List<String>> before = Contents.of(stack);
        stack.put("landing/orders/three", REJECTED);
        stack.load(Map.of("transform.hold-above", "60%"));

        trim();

        assertThat(stack.rows("select status, raw_trimmed_at is not null from control.batches where rows_parsed > 0"
                        + " order by batch_id"))
                .containsExactly(List.of("loaded", "TRUE"), List.of("held", "FALSE"));
        assertThat(stack.rows("select batch_id = '" + loaded + "' from raw.orders"))
                .containsExactly(List.of("FALSE"));
        assertThat(stack.number("select count(*) from raw.events")).isZero();
        assertThat(stack.number("select count(*) from control.rejected_rows where batch_id = '" + loaded + "'"))
                .isEqualTo(2);

        assertThat(command("reprocess", loaded)).isEqualTo(1);
        assertThat(printed.toString(UTF_8))
                .contains("Batch " + loaded + " has no rows in raw any more (load.raw-retention): reload it");
        assertThat(stack.number("select count(*) from control.rejected_rows where batch_id = '" + loaded + "'"))
                .isEqualTo(2);

        String one = stack.keys("processed/raw/orders/").stream()
                .filter(key -> key.contains(loaded))
                .findFirst()
                .orElseThrow();
        assertThat(command("reload", one)).isZero();
        assertThat(stack.number("select count(*) from raw.orders where batch_id = '" + loaded + "'"))
                .as("one object was asked for, the whole batch came")
                .isEqualTo(3);
        assertThat(Contents.ofMarts(stack))
                .isEqualTo(before.entrySet().stream()
                        .filter(table -> table.getKey().startsWith("mart."))
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(stack.rows("select raw_trimmed_at from control.batches where batch_id = '" + loaded + "'"))
                .containsExactly(java.util.Collections.singletonList(null));
        assertThat(command("reprocess", loaded)).as("its rows are back").isZero();
        assertThat(stack.failingChecks()).isEmpty();

        trim();
        assertThat(stack.number("select count(*) from raw.orders where batch_id = '" + loaded + "'"))
                .isZero();
    }

    /** A batch ends with a trim where one is due; this one brings nothing. */
    private void trim() throws Exception {
        try (TestLoader loader = stack.loader(SHORT)) {
            stack.put("landing/customers/" + printed.size(), new byte[0]);
            Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(() -> stack.number("select count(*) from control.batches where status = 'loaded' and"
                                    + " raw_trimmed_at is null")
                            == 0);
        }
    }

    private int command(String... arguments) throws Exception {
        return stack.command(SHORT, new PrintStream(printed, true, UTF_8), arguments);
    }
}
