package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import routes.batch.BatchId;
import routes.batch.Origin;

class ReplayTest {
    private static final String BATCH = "20261120T093000Z-0a1b2c";
    private static final String MAIN = "main";
    private static final Set<String> DECLARED = Set.of("customers", "events", "orders");
    private static final Origin ONE_OBJECT = new Origin(new BatchId(BATCH), Optional.of("orders/000001.csv.gz"));

    private final Map<String, Object> row =
            new HashMap<>(Map.of("RUN", 3L, "FEEDS", "customers,orders", "STATUS", "loaded", "PIPELINE", MAIN));

    ReplayTest() {
        row.put("RAW_TRIMMED_AT", null);
    }

    @Test
    void numbersTheNextRunAndNamesTheFeeds() {
        Replay replay = Replay.of(BATCH, List.of(row), DECLARED, MAIN);

        assertThat(replay).isEqualTo(new Replay(new BatchId(BATCH), 3, Set.of("customers", "orders"), false, false));
        assertThat(replay.fromRaw()).isSameAs(replay);
        assertThat(replay.extent(ONE_OBJECT)).isEqualTo(ONE_OBJECT);
    }

    @Test
    void refusesABatchThatWasNeverCommitted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.of(BATCH, List.of(), DECLARED, MAIN))
                .withMessageContaining(BATCH)
                .withMessageContaining("control.batches");
    }

    @Test
    void refusesABatchOfAnotherPipeline() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.of(BATCH, List.of(row), DECLARED, "second"))
                .withMessageStartingWith("Batch " + BATCH + " is of the pipeline main, and this is second:");
    }

    @Test
    void refusesABatchOfAFeedThatIsNotDeclared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Replay.of(BATCH, List.of(row), Set.of("orders"), MAIN))
                .withMessageContaining(BATCH)
                .withMessageContaining("feed.customers.files");
    }

    @Test
    void judgesNoRowsThatHaveLeftRawAndReloadsTheWholeBatchInstead() {
        row.put("RAW_TRIMMED_AT", Instant.EPOCH);

        Replay replay = Replay.of(BATCH, List.of(row), DECLARED, MAIN);

        assertThatIllegalArgumentException()
                .isThrownBy(replay::fromRaw)
                .withMessageContaining(BATCH)
                .withMessageContaining("reload");
        assertThat(replay.extent(ONE_OBJECT)).isEqualTo(new Origin(new BatchId(BATCH), Optional.empty()));
    }

    @Test
    void takesNoLoadedBatchOutOfTheMartsToHoldIt() {
        Replay loaded = Replay.of(BATCH, List.of(row), Set.of("customers", "orders"), MAIN);
        assertThatCode(() -> loaded.settle("loaded")).doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> loaded.settle("held"))
                .withMessageContaining(BATCH)
                .withMessageContaining("transform.hold-above");

        row.put("STATUS", "held");
        Replay held = Replay.of(BATCH, List.of(row), Set.of("customers", "orders"), MAIN);
        assertThatCode(() -> held.settle("held")).doesNotThrowAnyException();
    }
}
