package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.CapturedLog;
import routes.batch.LoadedRange;

class GapsTest {
    private final Gaps gaps = new Gaps();

    @Test
    void isNotMeasuredUntilALineTellsItsPlace() {
        gaps.loaded(List.of());
        assertThat(gaps.bytes()).isNaN();
        gaps.loaded(List.of(range("a", 0, 9)));
        assertThat(gaps.bytes()).isZero();
    }

    @Test
    void findsBytesBetweenLinesAndNoneBeforeOrBehindThem() {
        gaps.loaded(List.of(range("a", 500, 599), range("a", 700, 799), range("b", 0, 9)));
        assertThat(gaps.bytes()).isEqualTo(100);
    }

    @Test
    void closesAGapWithLinesThatArriveLater() {
        gaps.loaded(List.of(range("a", 0, 99), range("a", 300, 399)));
        gaps.loaded(List.of(range("a", 100, 199)));
        assertThat(gaps.bytes()).isEqualTo(100);
        gaps.loaded(List.of(range("a", 200, 299)));
        assertThat(gaps.bytes()).isZero();
    }

    @Test
    void takesTheEndOfALineForNoGap() {
        gaps.loaded(List.of(range("a", 0, 10), range("a", 10, 20)));
        gaps.loaded(List.of(range("a", 21, 30), range("a", 32, 40)));
        assertThat(gaps.bytes()).isZero();
        gaps.loaded(List.of(range("a", 43, 50)));
        assertThat(gaps.bytes()).isEqualTo(2);
    }

    @Test
    void comesToTheSameInAnyOrderAndWithRepetitions() {
        List<LoadedRange> ranges = new ArrayList<>(IntStream.range(0, 200)
                .filter(i -> i % 7 != 3)
                .mapToObj(i -> range("a", i * 100L, i * 100L + 99))
                .toList());
        ranges.addAll(List.copyOf(ranges.subList(0, 50)));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(ranges, new Random(seed));
            Gaps shuffled = new Gaps();
            ranges.forEach(range -> shuffled.loaded(List.of(range)));
            assertThat(shuffled.bytes()).as("seed %s", seed).isEqualTo(28 * 100);
        }
    }

    @Test
    void beginsAnewWhereABatchIsNotKnown() {
        gaps.loaded(List.of(range("a", 0, 9), range("a", 100, 109)));
        try (CapturedLog log = CapturedLog.of(Gaps.class)) {
            gaps.failed(new IllegalStateException("away"));
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.endsWith("away"));
            assertThat(gaps.bytes()).isNaN();

            gaps.loaded(Collections.nCopies(Gaps.MAX_RANGES, range("a", 0, 9)));
            assertThat(log.lines()).hasSize(2);
        }
        assertThat(gaps.bytes()).isNaN();
    }

    @Test
    void forgetsTheFilesThatItHasNotSeenForLongest() {
        gaps.loaded(List.of(range("old", 0, 9), range("old", 100, 109)));
        for (int i = 0; i < Gaps.MAX_FILES; i++) {
            gaps.loaded(List.of(range("new" + i, 0, 9)));
        }
        assertThat(gaps.bytes()).isZero();
    }

    private static LoadedRange range(String source, long from, long to) {
        return new LoadedRange(source, from, to);
    }
}
