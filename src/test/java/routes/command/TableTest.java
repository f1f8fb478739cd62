package routes.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    @Test
    void makesColumnsAsWideAsTheirWidestCell() {
        Table table = new Table("FILE", "SIZE", "STATE");
        table.alignRight(1);
        assertThat(table.isEmpty()).isTrue();
        table.add("/a/very/long/path", "9 B", "new");
        table.add("/雪", "1.0 KiB", "");

        assertThat(table).hasToString("""
                FILE                  SIZE  STATE
                /a/very/long/path      9 B  new
                /雪                 1.0 KiB""");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1.0 KiB",
        "1048576,1.0 MiB",
        "5368709120,5.0 GiB",
        "9223372036854775807,8.0 EiB"
    })
    void tellsBytesInTheUnitThatFits(long bytes, String text) {
        assertThat(Table.bytes(bytes)).isEqualTo(text);
    }
}
