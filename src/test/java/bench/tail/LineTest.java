package bench.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void hasTheBytesItSaysAndAValueForEachColumn() {
        String line = written(new Line(12, 3_456));
        assertThat(line).hasSize(Line.BYTES).startsWith("L00012-0000003456,").endsWith("\n");
        assertThat(line.split(",", -1)).hasSameSizeAs(Line.COLUMNS.split(","));
    }

    @Test
    void isFoundInWhatAFormatMadeOfIt() {
        byte[] json = "{\"note\":\"L1-2\",\"line\":\"L00012-0000003456\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Line.in(json, 0, json.length)).isEqualTo(new Line(12, 3_456));
    }

    @Test
    void isNotFoundWhereThereIsNone() {
        byte[] text = "L00012-000000345".getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> Line.in(text, 0, text.length));
    }

    @Test
    void makesANewPieceWhereALineDoesNotFollow() {
        byte[] record = (written(new Line(1, 0)) + written(new Line(1, 1)) + written(new Line(1, 3)))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(SinkConnection.pieces(record, 9)).isEqualTo(List.of(new Piece(1, 0, 2, 9), new Piece(1, 3, 1, 9)));
    }

    private static String written(Line line) {
        byte[] bytes = new byte[Line.BYTES];
        line.write(bytes, 0);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
