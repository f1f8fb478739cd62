package routes.batch;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import local.wire.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final BatchId OLDER = new BatchId("20251120T093000Z-ffffff");

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private Manifests manifests() {
        return new Manifests(bucket.store());
    }

    @Test
    void readsWhatItWrote() {
        Manifest manifest = Batches.manifest(
                Batches.ID, bucket.put("landing/orders/1", "a"), bucket.put("landing/orders/'\"\n\\ü", "b"));

        assertThat(manifests().write(manifest)).isTrue();

        assertThat(manifests().read(Batches.ID)).contains(manifest);
        assertThat(bucket.keys("processing/")).containsExactly("processing/" + Batches.ID + "/_manifest.json");
    }

    @Test
    void leavesAnIdAloneThatIsTaken() {
        Manifest first = Batches.manifest(Batches.ID, bucket.put("landing/orders/1", "a"));
        Manifest second = Batches.manifest(Batches.ID, bucket.put("landing/orders/2", "b"));
        manifests().write(first);

        assertThat(manifests().write(second)).isFalse();
        assertThat(manifests().read(Batches.ID)).contains(first);
    }

    @Test
    void makesABatchExistThoughTheAnswerIsLost() {
        Fault lost = bucket.gate().dropAfter(to("PUT", "_manifest.json")).times(1);
        Manifest manifest = Batches.manifest(Batches.ID);

        assertThat(manifests().write(manifest)).isTrue();
        assertThat(lost.hits()).isEqualTo(1);
        assertThat(manifests().read(Batches.ID)).contains(manifest);
    }

    @Test
    void listsUnfinishedBatchesOldestFirst() {
        manifests().write(Batches.manifest(Batches.ID));
        manifests().write(Batches.manifest(OLDER));
        bucket.put("processing/notes/read-me", "a");
        bucket.put("processing/loose", "a");
        bucket.put("processing/" + Batches.ID + "-copy/1", "a");

        assertThat(manifests().unfinished()).containsExactly(OLDER, Batches.ID);
    }

    @Test
    void hasNoManifestForAFolderWithoutOne() {
        bucket.put(Zones.processing(Batches.ID) + "orders/000001.csv", "a");

        assertThat(manifests().read(Batches.ID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{'version':1}",
                "{'version':2,'batchId':'ID','pipeline':'main','sqlVersion':'0','formedAt':'2026-11-20T12:00:00Z','objects':[]}",
                "{'version':1,'batchId':'20251120T093000Z-ffffff','pipeline':'main','sqlVersion':'0','formedAt':'2026-11-20T12:00:00Z','objects':[]}",
                "{'version':1,'batchId':'x','pipeline':'main','sqlVersion':'0','formedAt':'2026-11-20T12:00:00Z','objects':[]}",
                "{'version':1,'batchId':'ID','pipeline':'main','sqlVersion':'0','formedAt':'2026-11-20T12:00:00Z'}",
                "{'version':1,'batchId':'ID','pipeline':'main','sqlVersion':'0','formedAt':'noon','objects':[]}",
                "{'version':1,'batchId':'ID','pipeline':'main','sqlVersion':'0','formedAt':'2026-11-20T12:00:00Z','objects':[null]}",
                "{'version':1,'batchId':'ID','pipeline':'main','sqlVersion':'0','formedAt':'2026-11-20T12:00:00Z','objects':[{'feed':'orders','landingKey':'landing/orders/1','etag':'e','size':1,'name':'../../x'}]}",
                "{'version':1,'batchId':'ID','pipeline':'main','sqlVersion':'0','formedAt':'2026-11-20T12:00:00Z','objects':[{'feed':'../x','landingKey':'landing/orders/1','etag':'e','size':1,'name':'000001.csv'}]}"
            })
    void saysWhatToDoAboutWhatIsNoManifest(String content) {
        bucket.put(Zones.manifest(Batches.ID), content.replace('\'', '"').replace("ID", Batches.ID.value()));

        assertThatThrownBy(() -> manifests().read(Batches.ID))
                .isInstanceOf(UnreadableManifestException.class)
                .hasMessageContaining("processing/" + Batches.ID + "/_manifest.json cannot be used")
                .hasMessageContaining("Restore it");
    }
}
