package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private static final BatchId BATCH = new BatchId("20261120T093000Z-0a1b2c");

    @Test
    void readsABatch() {
        Origin origin = Origin.parse(BATCH.value());

        assertThat(origin).isEqualTo(new Origin(BATCH, Optional.empty()));
        assertThat(origin.name()).isEqualTo("*");
    }

    @Test
    void readsTheKeyOfAnArchivedObject() {
        Manifest.Entry object = new Manifest.Entry("orders", "landing/orders/x", "tag", 1, "000001.csv.gz");

        Origin origin = Origin.parse(Zones.archived(BATCH, object));

        assertThat(origin).isEqualTo(new Origin(BATCH, Optional.of("orders/000001.csv.gz")));
        assertThat(origin.name()).isEqualTo("000001.csv.gz");
        assertThat(origin.holds(object)).isTrue();
        assertThat(origin.holds(new Manifest.Entry("customers", "k", "tag", 1, "000001.csv.gz")))
                .isFalse();
        assertThat(origin.whole().holds(object)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "landing/orders/x",
                "processed/raw/orders/year=2026/month=11/day=20/../000001.csv",
                "processed/raw/orders/year=2026/month=11/day=20/20261120T093000Z-0a1b2c/../../x.csv",
                "processed/raw/Orders'/year=2026/month=11/day=20/20261120T093000Z-0a1b2c/000001.csv"
            })
    void refusesWhatIsNeither(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Origin.parse(text))
                .withMessageContaining("expected");
    }
}
