package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the meters tell after batches, on the local stack. */
class MetersIT {
    private static final String ORDER = "O-1,C-1,Mug,2,19.90,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String REPEATED = "O-2,C-1,Pot,1,5.00,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z";
    private static final String EXTRA = "O-3,C-1,Cup,1,5.00,2026-11-20T10:00:00.000Z,2026-11-20T10:00:01.000Z,new";

    @Test
    void countsEachCommittedBatchOnce() throws Exception {
        try (LocalStack stack = new LocalStack();
                TestLoader loader = stack.loader(Map.of())) {
            MeterRegistry meters = loader.main().getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);

            stack.put("landing/orders/one", ORDER, REPEATED, EXTRA, "bad");
            stack.awaitQuiet();
            stack.put("landing/orders/two", REPEATED);
            stack.awaitQuiet();

            assertThat(stack.number("select count(*) from control.batches")).isEqualTo(2);
            Awaitility.await().untilAsserted(() -> assertThat(meters.counter("snowline.batches", "status", "loaded")
                            .count())
                    .isEqualTo(2));
            assertThat(meters.counter("snowline.rows.parsed").count()).isEqualTo(5);
            assertThat(meters.counter("snowline.rows.accepted").count()).isEqualTo(4);
            assertThat(meters.counter("snowline.rows.rejected").count()).isEqualTo(1);
            assertThat(meters.counter("snowline.rows.extra").count()).isEqualTo(1);
            assertThat(meters.counter("snowline.rows.held").count()).isZero();
        }
    }
}
