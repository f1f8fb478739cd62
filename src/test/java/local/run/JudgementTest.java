package local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {

    @Test
    void findsNothingWhereEveryRuleRejectedItsLines() {
        Judgement judgement =
                new Judgement(Map.of("orders/a", 2L, "events/b", 1L), Map.of("orders/a", 2L, "events/b", 1L));

        assertThat(judgement.bad()).isEqualTo(3);
        assertThat(judgement.missing()).isZero();
        assertThat(judgement.excess()).isZero();
    }

    @Test
    void doesNotLetOneRuleMakeUpForAnother() {
        Judgement judgement = new Judgement(Map.of("orders/a", 2L, "orders/b", 1L), Map.of("orders/a", 3L));

        assertThat(judgement.missing()).isEqualTo(1);
        assertThat(judgement.excess()).isEqualTo(1);
    }
}
