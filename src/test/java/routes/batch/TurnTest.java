package routes.batch;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import local.wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import routes.settings.ClaimSettings;

class TurnTest {
    private static final BatchId OLDER = new BatchId("20251120T093000Z-ffffff");

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private Manifests manifests;
    private Claim claim;

    @BeforeEach
    void open() {
        manifests = new Manifests(bucket.store());
        claim = new Claim(bucket.store(), manifests);
    }

    @AfterEach
    void close() {
        claim.close();
    }

    private Claimed next() {
        return next(Batches.AT_ONCE);
    }

    private Claimed next(ClaimSettings settings) {
        Clock clock = Clock.systemUTC();
        Landing landing = new Landing(bucket.store(), List.of("orders", "customers"), settings, clock);
        return new Turn(
                        manifests,
                        landing,
                        Batches.former(clock),
                        claim,
                        new Sweep(bucket.store()),
                        new PauseNote(bucket.store()))
                .next();
    }

    @Test
    void restsWhileNothingIsDue() {
        assertThat(next()).isNull();

        bucket.put("landing/orders/1", "a");

        assertThat(next(Batches.SETTINGS)).isNull();
        assertThat(bucket.keys("")).containsExactly("landing/orders/1");
    }

    @Test
    void formsABatchOnceOneIsDue() {
        StoredObject order = bucket.put("landing/orders/1.gz", "a");

        Claimed batch = next();

        assertThat(batch.manifest().objects())
                .containsExactly(new Manifest.Entry("orders", order.key(), order.etag(), 1, "000001.csv.gz"));
        assertThat(manifests.read(batch.id())).contains(batch.manifest());
        assertThat(bucket.read("processing/" + batch.id() + "/orders/000001.csv.gz"))
                .isEqualTo("a");
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void takesTheSameBatchUntilItIsFinished() {
        bucket.put("landing/orders/1", "a");
        Claimed batch = next();
        bucket.put("landing/orders/2", "b");

        assertThat(next()).isEqualTo(batch);
        assertThat(bucket.keys("landing/")).containsExactly("landing/orders/2");
    }

    @Test
    void takesTheOldestUnfinishedBatchFirst() {
        StoredObject order = bucket.put("landing/orders/1", "a");
        manifests.write(Batches.manifest(Batches.ID, order));
        manifests.write(Batches.manifest(OLDER, bucket.put("landing/orders/2", "b")));

        assertThat(next().id()).isEqualTo(OLDER);
        assertThat(bucket.keys("landing/")).containsExactly("landing/orders/1");
    }

    @Test
    void sweepsAFolderWithoutManifestAndLooksFurther() {
        bucket.put(Zones.processing(OLDER) + "orders/000001.csv", "orphan");
        Manifest manifest = Batches.manifest(Batches.ID, bucket.put("landing/orders/1", "a"));
        manifests.write(manifest);

        assertThat(next().manifest()).isEqualTo(manifest);
        assertThat(bucket.read("landing/orders/swept-" + OLDER + "-000001.csv")).isEqualTo("orphan");
    }

    @Test
    void leavesAnIdToTheLoaderThatTookIt() {
        bucket.put("landing/orders/1", "a");
        bucket.gate().answer(to("PUT", "_manifest.json"), Answer.s3Error(412, "PreconditionFailed", "taken"));

        assertThat(next()).isNull();
        assertThat(bucket.keys("")).containsExactly("landing/orders/1");
    }

    @Test
    void stopsAtAManifestThatIsNone() {
        bucket.put(Zones.manifest(OLDER), "gone wrong");
        bucket.put("landing/orders/1", "a");

        assertThatThrownBy(() -> next()).isInstanceOf(UnreadableManifestException.class);
        assertThat(bucket.keys("landing/")).containsExactly("landing/orders/1");
    }

    @Test
    void stopsAtABatchOfAFeedThatIsNoLongerDeclared() {
        manifests.write(Batches.manifest(Batches.ID, bucket.put("landing/returns/1", "a")));

        assertThatThrownBy(() -> next())
                .isInstanceOf(UnreadableManifestException.class)
                .hasMessageContaining("feed.returns.files");
        assertThat(bucket.keys("landing/")).containsExactly("landing/returns/1");
    }

    @Test
    void stopsAtABatchOfAnotherPipeline() {
        manifests.write(new Manifest(Manifest.VERSION, OLDER, "other", "0", Batches.NOON, List.of()));

        assertThatThrownBy(() -> next())
                .isInstanceOf(UnreadableManifestException.class)
                .hasMessageContaining("pipeline other");
    }
}
