package local.snowflake.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.Mutant;

/** Statements that were damaged become tokens or the failure that a session answers with; nothing else happens. */
class TokenizerFuzzTest {
    private static final int ROUNDS = 100;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void readsOrRefusesWhateverIsSent() throws IOException {
        Random random = new Random(SEED);
        int read = 0;
        int refused = 0;
        for (Path file : scripts()) {
            byte[] original = Files.readAllBytes(file);
            for (int round = 0; round < ROUNDS; round++) {
                String mutant = new String(Mutant.of(original, random), UTF_8);
                try {
                    Tokenizer.tokenize(mutant);
                    read++;
                } catch (SqlFailure e) {
                    refused++;
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("seed " + SEED + ", " + file + ": " + mutant, e);
                }
            }
        }
        assertThat(read).as("statements that were read").isPositive();
        assertThat(refused).as("statements that were refused").isPositive();
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> paths = Files.walk(Path.of("sql"))) {
            return paths.filter(path -> path.toString().endsWith(".sql")).toList();
        }
    }
}
