package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FenceTest {
    private static final String OURS = "7@host/0000000a";
    private static final String OTHER = "7@host/0000000b";

    private final Fence fence = new Fence(OURS);

    private static List<Map<String, Object>> epoch(long epoch, String raisedBy) {
        return List.of(Map.of("EPOCH", epoch, "RAISED_BY", raisedBy));
    }

    @Test
    void isRaisedOnceInEachTerm() {
        assertThat(fence.isRaised(0)).isFalse();

        fence.remember(epoch(0, OURS), 0);

        assertThat(fence.isRaised(0)).isTrue();
        assertThat(fence.isRaised(1)).isFalse();
        assertThat(fence.epoch()).isZero();
        assertThat(fence.loader()).isEqualTo(OURS);

        fence.remember(epoch(3, OURS), 1);

        assertThat(fence.isRaised(1)).isTrue();
        assertThat(fence.isRaised(0)).isFalse();
        assertThat(fence.epoch()).isEqualTo(3);
    }

    @Test
    void letsItsOwnEpochPass() {
        fence.remember(epoch(4, OURS), 0);

        assertThatCode(() -> fence.check(epoch(4, OURS))).doesNotThrowAnyException();
    }

    @Test
    void turnsAwayWhoeverWasReplaced() {
        fence.remember(epoch(4, OURS), 0);

        for (long other : new long[] {3, 5, 100}) {
            assertThatThrownBy(() -> fence.check(epoch(other, OTHER)))
                    .isInstanceOf(FencedOutException.class)
                    .hasMessageContaining("epoch is " + other)
                    .hasMessageContaining("raised by " + OTHER)
                    .hasMessageContaining("ours is 4");
        }
    }

    @Test
    void turnsAwayWhoeverRaisedTheSameEpochAndWasUndone() {
        fence.remember(epoch(4, OURS), 0);

        assertThatThrownBy(() -> fence.check(epoch(4, OTHER))).isInstanceOf(FencedOutException.class);
    }

    @Test
    void remembersNoEpochOfAnother() {
        assertThatThrownBy(() -> fence.remember(epoch(4, OTHER), 0)).isInstanceOf(FencedOutException.class);
        assertThat(fence.isRaised(0)).isFalse();
    }

    @Test
    void turnsAwayWhoeverNeverRaisedIt() {
        assertThatThrownBy(() -> fence.check(epoch(0, OURS))).isInstanceOf(FencedOutException.class);
    }

    @Test
    void saysWhatToDoAboutATableWithoutItsOneRow() {
        assertThatIllegalStateException()
                .isThrownBy(() -> fence.remember(List.of(), 0))
                .withMessageContaining("0 rows")
                .withMessageContaining("setup");
        assertThatIllegalStateException()
                .isThrownBy(() -> fence.check(List.of(Map.of("EPOCH", 1), Map.of("EPOCH", 1))))
                .withMessageContaining("2 rows");
        assertThat(fence.isRaised(0)).isFalse();
    }
}
