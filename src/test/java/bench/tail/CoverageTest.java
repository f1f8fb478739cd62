package bench.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void isWholeWhenEveryLineArrivedOnce() {
        List<Piece> pieces = List.of(piece(0, 0, 5), piece(1, 0, 10), piece(0, 5, 5));
        assertThat(Coverage.of(pieces, 2, 10)).isEqualTo(new Coverage(0, 0, 0));
    }

    @Test
    void countsWhatIsMissingAtTheStartBetweenAndAtTheEnd() {
        List<Piece> pieces = List.of(piece(0, 1, 3), piece(0, 6, 2));
        assertThat(Coverage.of(pieces, 2, 10).missing()).isEqualTo(1 + 2 + 2 + 10);
    }

    @Test
    void countsWhatArrivedAgainAlthoughOnlyPartOfARecordDid() {
        List<Piece> pieces = List.of(piece(0, 0, 6), piece(0, 4, 6), piece(0, 2, 2));
        assertThat(Coverage.of(pieces, 1, 10)).isEqualTo(new Coverage(0, 4, 1));
    }

    @Test
    void countsRecordsThatALaterOneOfTheirFileOvertook() {
        List<Piece> pieces = List.of(piece(0, 5, 5), piece(1, 0, 10), piece(0, 0, 5));
        Coverage coverage = Coverage.of(pieces, 2, 10);
        assertThat(coverage.isWhole()).isTrue();
        assertThat(coverage.overtaken()).isEqualTo(1);
    }

    private static Piece piece(int file, long first, long count) {
        return new Piece(file, first, count, 0);
    }
}
