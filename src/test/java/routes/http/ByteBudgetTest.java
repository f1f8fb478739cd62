package routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void asksForPatienceWhileOthersHaveTheRoom() throws RefusedException {
        ByteBudget.Share other = budget.share();
        other.grow(60);
        ByteBudget.Share share = budget.share();
        assertThat(refused(share, 41)).isEqualTo(Problem.TOO_MANY_REQUESTS);
        other.release();
        share.grow(41);
        assertThat(budget.taken()).isEqualTo(41);
    }

    @Test
    void refusesForGoodWhatThereNeverIsRoomFor() throws RefusedException {
        ByteBudget.Share share = budget.share();
        share.grow(60);
        assertThat(refused(share, 41)).isEqualTo(Problem.CONTENT_TOO_LARGE);
        share.release();
        assertThat(budget.taken()).isZero();
    }

    private static int refused(ByteBudget.Share share, long bytes) {
        return catchThrowableOfType(RefusedException.class, () -> share.grow(bytes))
                .problem()
                .status();
    }
}
