package routes.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void warnsOfALocaleThatCannotNameEveryFile() {
        assertThat(FileNames.warning("ANSI_X3.4-1968").orElseThrow()).contains("ANSI_X3.4-1968", "LC_ALL=C.UTF-8");
        assertThat(FileNames.warning("no such, at all")).isPresent();
        assertThat(FileNames.warning("UTF-8")).isEmpty();
        assertThat(FileNames.warning("utf8")).isEmpty();
    }
}
