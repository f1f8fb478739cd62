package routes.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingTest {
    private static final long SEED = 20_261_120;

    private final List<List<Integer>> questions = new ArrayList<>();

    private List<Integer> culprits(int count, Set<Integer> bad) {
        List<Integer> items = IntStream.range(0, count).boxed().toList();
        return Halving.culprits(items, some -> {
            questions.add(some);
            return some.stream().noneMatch(bad::contains);
        });
    }

    @Test
    void findsExactlyTheBadOnesOfAnySet() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            int count = random.nextInt(200);
            Set<Integer> bad = new TreeSet<>();
            for (int i = random.nextInt(6); i > 0 && count > 0; i--) {
                bad.add(random.nextInt(count));
            }
            questions.clear();

            assertThat(culprits(count, bad))
                    .as("round %s of seed %s: %s of %s", round, SEED, bad, count)
                    .containsExactlyElementsOf(bad);
            assertThat(questions)
                    .as("round %s of seed %s", round, SEED)
                    .hasSizeLessThanOrEqualTo(1 + 2 * bad.size() * (33 - Integer.numberOfLeadingZeros(count)))
                    .noneMatch(List::isEmpty);
        }
    }

    @Test
    void asksOnceIfAllAreGood() {
        assertThat(culprits(1_000, Set.of())).isEmpty();
        assertThat(questions).hasSize(1);
    }

    @Test
    void asksNothingAboutNothing() {
        assertThat(culprits(0, Set.of())).isEmpty();
        assertThat(questions).isEmpty();
    }

    @Test
    void blamesNobodyWhoIsGoodAlone() {
        List<Integer> items = List.of(1, 2, 3, 4);

        assertThat(Halving.culprits(items, some -> some.size() < 3)).isEmpty();
    }
}
