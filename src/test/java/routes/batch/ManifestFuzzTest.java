package routes.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import routes.Mutant;

/** A manifest that somebody or something has damaged is read as what it says, or refused as one; nothing else happens. */
class ManifestFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void readsOrRefusesWhateverStandsThere() throws JsonProcessingException {
        byte[] original = JsonMapper.builder()
                .findAndAddModules()
                .build()
                .writeValueAsBytes(Batches.manifest(
                        Batches.ID,
                        new StoredObject("landing/orders/a'b", "0123", 12, Batches.NOON),
                        new StoredObject("landing/events/ü", "4567", 1L << 40, Batches.NOON)));
        assertThat(Manifests.parse(Batches.ID, original).objects()).hasSize(2);
        Random random = new Random(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutant = Mutant.of(original, random);
            try {
                Manifest manifest = Manifests.parse(Batches.ID, mutant);
                assertThat(manifest.batchId()).isEqualTo(Batches.ID);
                assertThat(manifest.objects()).allSatisfy(object -> assertThat(object.path())
                        .matches("[a-z][a-z0-9_]{0,39}/[0-9]{6}\\.csv(\\.(gz|zst|bz2))?"));
                read++;
            } catch (UnreadableManifestException e) {
                // as it should be
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ": " + new String(mutant, UTF_8), e);
            }
        }
        assertThat(read).as("manifests that were read, of " + ROUNDS).isBetween(ROUNDS / 100, ROUNDS);
    }
}
