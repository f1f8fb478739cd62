package routes.batch;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import local.wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ArchiveTest {
    private static final BatchCounts COUNTS = new BatchCounts("loaded", 2, 2, 0, 0, 0, 10, 9, 1, 5, 2, 1, 1, 0, 0);
    private static final String ATTEMPT = "00000000000a";
    private static final String PARQUET = Zones.unloaded("orders", Batches.ID, ATTEMPT) + "data_0.parquet";
    private static final String RAW = "processed/raw/orders/year=2026/month=11/day=20/" + Batches.ID + "/000001.csv";
    private static final String MANIFEST = Zones.manifest(Batches.ID);

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private FinishedBatches finished;
    private Archive archive;
    private Claimed batch;

    @BeforeEach
    void claim() {
        finished = new FinishedBatches(bucket.store());
        archive = new Archive(bucket.store(), finished, Batches.at(Batches.NOON));
        Manifests manifests = new Manifests(bucket.store());
        Manifest manifest = Batches.manifest(
                Batches.ID, bucket.put("landing/orders/1", "order"), bucket.put("landing/customers/1", "customer"));
        manifests.write(manifest);
        try (Claim claim = new Claim(bucket.store(), manifests)) {
            batch = claim.complete(manifest);
        }
    }

    @AfterEach
    void close() {
        archive.close();
    }

    @Test
    void keepsRawObjectsByFeedAndDay() {
        archive.keepRaw(batch);

        assertThat(bucket.read(RAW)).isEqualTo("order");
        assertThat(bucket.read("processed/raw/customers/year=2026/month=11/day=20/" + Batches.ID + "/000002.csv"))
                .isEqualTo("customer");
        assertThat(bucket.keys("processing/")).hasSize(3);
    }

    @Test
    void mayBeRepeatedFromTheStart() {
        for (int run = 0; run < 2; run++) {
            archive.keepRaw(batch);
            archive.finish(batch, COUNTS, ATTEMPT);
            archive.empty(batch);
        }

        assertThat(bucket.read(RAW)).isEqualTo("order");
        assertThat(bucket.keys("processing/")).isEmpty();
        assertThat(bucket.keys("processed/")).hasSize(3);
    }

    @Test
    void takesNoOffenceAtAnObjectThatHasGone() {
        bucket.remove(Zones.processing(Batches.ID) + "customers/000002.csv");

        archive.keepRaw(batch);

        assertThat(bucket.keys("processed/")).containsExactly(RAW);
    }

    @Test
    void isFinishedOnceItsManifestNamesTheFilesOfItsOwnAttempt() {
        bucket.put(PARQUET, "rows");
        bucket.put(Zones.unloaded("orders", Batches.ID, "00000000000b") + "data_0.parquet", "cut off");
        assertThat(archive.isFinished(batch)).isFalse();

        archive.finish(batch, COUNTS, ATTEMPT);

        assertThat(archive.isFinished(batch)).isTrue();
        assertThat(finished.read(Batches.ID))
                .contains(new FinishedBatch(
                        batch.manifest(), COUNTS, List.of(new FinishedBatch.UnloadedFile(PARQUET, 4)), Batches.NOON));
    }

    @Test
    void keepsTheFirstFinishedManifest() {
        bucket.put(PARQUET, "rows");
        archive.finish(batch, COUNTS, ATTEMPT);

        archive.finish(batch, COUNTS, "00000000000b");

        assertThat(finished.read(Batches.ID).orElseThrow().parquet()).hasSize(1);
    }

    @Test
    void namesAFinishedManifestThatCannotBeRead() {
        bucket.put(Zones.finished(Batches.ID), "{");

        assertThatIllegalStateException()
                .isThrownBy(() -> finished.read(Batches.ID))
                .withMessageContaining("processed/_batches/" + Batches.ID + ".json");
    }

    @Test
    void removesTheManifestLast() {
        bucket.gate().answer(to("POST", "delete"), Answer.s3Error(403, "AccessDenied", "no"));
        assertThatThrownBy(() -> archive.empty(batch)).isInstanceOf(S3Exception.class);
        assertThat(bucket.keys("processing/")).hasSize(3);
        bucket.gate().clearFaults();

        bucket.gate().answer(request -> request.number() > 1, Answer.s3Error(403, "AccessDenied", "no"));
        bucket.gate().restartCount();
        assertThatThrownBy(() -> archive.empty(batch)).isInstanceOf(S3Exception.class);
        bucket.gate().clearFaults();
        assertThat(bucket.keys("processing/")).containsExactly(MANIFEST);

        archive.empty(batch);
        assertThat(bucket.keys("processing/")).isEmpty();
    }

    @Test
    void leavesWhatTheManifestDoesNotName() {
        String foreign = Zones.processing(Batches.ID) + "orders/put-by-hand.csv";
        bucket.put(foreign, "rows that nobody loaded");

        archive.keepRaw(batch);
        archive.empty(batch);

        assertThat(bucket.keys("processing/")).containsExactly(foreign);
    }
}
