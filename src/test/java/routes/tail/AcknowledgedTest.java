package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {
    private final Acknowledged acknowledged = new Acknowledged(10);

    @Test
    void movesOnlyOverRangesThatTouch() {
        acknowledged.acknowledge(20, 30);
        acknowledged.acknowledge(40, 50);
        assertThat(acknowledged.offset()).isEqualTo(10);

        acknowledged.acknowledge(10, 20);
        assertThat(acknowledged.offset()).isEqualTo(30);

        acknowledged.acknowledge(30, 40);
        assertThat(acknowledged.offset()).isEqualTo(50);
    }

    @Test
    void endsAtTheSameOffsetWhateverTheOrder() {
        for (int seed = 0; seed < 200; seed++) {
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                starts.add(10 + i * 7);
            }
            Collections.shuffle(starts, new Random(seed));
            Acknowledged any = new Acknowledged(10);
            long missing = starts.get(starts.size() - 1);
            for (int start : starts) {
                assertThat(any.offset()).isLessThanOrEqualTo(missing);
                any.acknowledge(start, start + 7);
            }
            assertThat(any.offset()).isEqualTo(10 + 50 * 7);
        }
    }

    @Test
    void refusesWhatIsAcknowledgedAlready() {
        acknowledged.acknowledge(20, 30);
        assertThatIllegalArgumentException().isThrownBy(() -> acknowledged.acknowledge(20, 30));
        assertThatIllegalArgumentException().isThrownBy(() -> acknowledged.acknowledge(25, 40));
        assertThatIllegalArgumentException().isThrownBy(() -> acknowledged.acknowledge(15, 21));
        assertThatIllegalArgumentException().isThrownBy(() -> acknowledged.acknowledge(5, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> acknowledged.acknowledge(12, 12));
        assertThat(acknowledged.offset()).isEqualTo(10);
    }
}
