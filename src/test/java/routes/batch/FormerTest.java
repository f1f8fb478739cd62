package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.settings.ByteSize;
import routes.settings.ClaimSettings;

class FormerTest {
    private static StoredObject object(String key, long size, int second) {
        return new StoredObject(key, "etag-" + second, size, Batches.NOON.plusSeconds(second));
    }

    private static Manifest form(long bytes, int objects, Map<String, List<StoredObject>> feeds) {
        ClaimSettings settings = new ClaimSettings(Duration.ofSeconds(1), Duration.ZERO, new ByteSize(bytes), objects);
        return new Former(settings, "main", "0123456789ab", Batches.at(Batches.NOON), new Random(1))
                .form(new Waiting(feeds));
    }

    private static List<String> keys(Manifest manifest) {
        return manifest.objects().stream().map(Manifest.Entry::landingKey).toList();
    }

    @Test
    void takesTheOldestFirstWhateverItsFeedAndKey() {
        Map<String, List<StoredObject>> feeds = new LinkedHashMap<>();
        feeds.put("a", List.of(object("landing/a/1", 1, 3), object("landing/a/2", 1, 1)));
        feeds.put("b", List.of(object("landing/b/1", 1, 2), object("landing/b/2", 1, 1)));

        Manifest manifest = form(100, 10, feeds);

        assertThat(keys(manifest)).containsExactly("landing/a/2", "landing/b/2", "landing/b/1", "landing/a/1");
        assertThat(manifest.objects())
                .extracting(Manifest.Entry::path)
                .containsExactly("a/000001.csv", "b/000001.csv", "b/000002.csv", "a/000002.csv");
    }

    @Test
    void saysWhoFormedItAndOfWhat() {
        Manifest manifest = form(100, 10, Map.of("a", List.of(object("landing/a/1", 7, 0))));

        assertThat(manifest.pipeline()).isEqualTo("main");
        assertThat(manifest.sqlVersion()).isEqualTo("0123456789ab");
        assertThat(manifest.formedAt()).isEqualTo(Batches.NOON);
        assertThat(manifest.batchId().value()).startsWith("20261120T120000Z-");
        assertThat(manifest.objects())
                .containsExactly(new Manifest.Entry("a", "landing/a/1", "etag-0", 7, "000001.csv"));
    }

    @Test
    void holdsNoMoreBytesThanAllowed() {
        List<StoredObject> page = List.of(
                object("landing/a/1", 60, 1),
                object("landing/a/2", 50, 2),
                object("landing/a/3", 40, 3),
                object("landing/a/4", 1, 4));

        Manifest manifest = form(100, 10, Map.of("a", page));

        assertThat(keys(manifest)).containsExactly("landing/a/1", "landing/a/3");
        assertThat(manifest.objects()).extracting(Manifest.Entry::name).containsExactly("000001.csv", "000002.csv");
        assertThat(manifest.size()).isEqualTo(100);
    }

    @Test
    void takesTheOldestObjectHoweverLarge() {
        List<StoredObject> page = List.of(object("landing/a/1", 1_000, 1), object("landing/a/2", 0, 2));

        assertThat(keys(form(100, 10, Map.of("a", page)))).containsExactly("landing/a/1");
    }

    @Test
    void holdsNoMoreObjectsOfAFeedThanAllowed() {
        Map<String, List<StoredObject>> feeds = new LinkedHashMap<>();
        feeds.put("a", List.of(object("landing/a/1", 1, 1), object("landing/a/2", 1, 2), object("landing/a/3", 1, 3)));
        feeds.put("b", List.of(object("landing/b/1", 1, 4)));

        assertThat(keys(form(100, 2, feeds))).containsExactly("landing/a/1", "landing/a/2", "landing/b/1");
    }

    @ParameterizedTest
    @CsvSource({
        "stream-1-uuid, 000001.csv",
        "stream-1-uuid.gz, 000001.csv.gz",
        "x.csv.GZ, 000001.csv.gz",
        "x.json.zst, 000001.csv.zst",
        "x.bz2, 000001.csv.bz2",
        "x.gz.txt, 000001.csv",
        "x.exe, 000001.csv",
        "gz, 000001.csv"
    })
    void keepsOnlyTheEndingThatTellsHowAnObjectIsPacked(String name, String generated) {
        Manifest manifest = form(100, 10, Map.of("a", List.of(object("landing/a/" + name, 1, 1))));

        assertThat(manifest.objects().get(0).name()).isEqualTo(generated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"') ; drop table x --", "../../x", "a\nb.gz", "ünïcode", "${batch_id}", "x.gz\n", ".gz'"})
    void neverCarriesAHostileKeyIntoTheName(String name) {
        Manifest manifest = form(100, 10, Map.of("a", List.of(object("landing/a/" + name, 1, 1))));

        assertThat(manifest.objects().get(0).name()).matches("000001\\.csv(\\.gz)?");
        assertThat(manifest.objects().get(0).landingKey()).isEqualTo("landing/a/" + name);
    }
}
