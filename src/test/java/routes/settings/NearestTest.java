package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "claim.lingr, claim.linger",
        "claim.lingerr, claim.linger",
        "clami.linger, claim.linger",
        "tail.linge, tail.linger",
        "x, bucket",
        "'', bucket"
    })
    void needsTheFewestEdits(String word, String nearest) {
        assertThat(Nearest.to(word, List.of("claim.linger", "tail.linger", "bucket")))
                .isEqualTo(nearest);
    }
}
