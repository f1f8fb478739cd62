package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FenceTest {
    private final Fence fence = new Fence("7@host");

    private static List<Map<String, Object>> epoch(long epoch) {
        return List.of(Map.of("EPOCH", epoch));
    }

    @Test
    void isRaisedOnce() {
        assertThat(fence.isRaised()).isFalse();

        fence.remember(epoch(0));

        assertThat(fence.isRaised()).isTrue();
        assertThat(fence.epoch()).isZero();
        assertThat(fence.loader()).isEqualTo("7@host");
    }

    @Test
    void letsItsOwnEpochPass() {
        fence.remember(epoch(4));

        assertThatCode(() -> fence.check(epoch(4))).doesNotThrowAnyException();
    }

    @Test
    void turnsAwayWhoeverWasReplaced() {
        fence.remember(epoch(4));

        for (long other : new long[] {3, 5, 100}) {
            assertThatThrownBy(() -> fence.check(epoch(other)))
                    .isInstanceOf(FencedOutException.class)
                    .hasMessageContaining("epoch is " + other)
                    .hasMessageContaining("ours is 4");
        }
    }

    @Test
    void turnsAwayWhoeverNeverRaisedIt() {
        assertThatThrownBy(() -> fence.check(epoch(0))).isInstanceOf(FencedOutException.class);
    }

    @Test
    void saysWhatToDoAboutATableWithoutItsOneRow() {
        assertThatIllegalStateException()
                .isThrownBy(() -> fence.remember(List.of()))
                .withMessageContaining("0 rows")
                .withMessageContaining("setup");
        assertThatIllegalStateException()
                .isThrownBy(() -> fence.check(List.of(Map.of("EPOCH", 1), Map.of("EPOCH", 1))))
                .withMessageContaining("2 rows");
        assertThat(fence.isRaised()).isFalse();
    }
}
