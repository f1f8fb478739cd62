package local.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatestTest {

    @Test
    void keepsTheLatestStandingHoweverVersionsCome() {
        List<Integer> versions = new ArrayList<>(List.of(3, 1, 4, 1, 5, 9, 2, 6, 5, 9));

        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(versions, new Random(seed));
            Latest<Integer> latest = new Latest<>(Integer::compare);
            versions.forEach(version -> latest.add("it", version));

            assertThat(latest.standing()).isEqualTo(Map.of("it", 9));
            assertThat(latest.superseded()).isEqualTo(Set.of(1, 2, 3, 4, 5, 6));
        }
    }

    @Test
    void keepsThingsApart() {
        Latest<Integer> latest = new Latest<>(Integer::compare);
        latest.add("a", 1);
        latest.add("b", 2);

        assertThat(latest.standing()).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(latest.superseded()).isEmpty();
    }
}
