package routes.batch;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import local.wire.Answer;
import local.wire.Hold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Timeout(180)
class ClaimTest {
    private static final BatchId OTHER = new BatchId("20261120T093001Z-0a1b2c");
    private static final String FIRST = "processing/" + Batches.ID + "/orders/000001.csv";
    private static final String SECOND = "processing/" + Batches.ID + "/customers/000002.csv";

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private Manifests manifests;
    private Claim claim;
    private StoredObject order;
    private Manifest manifest;

    @BeforeEach
    void land() {
        manifests = new Manifests(bucket.store());
        claim = new Claim(bucket.store(), manifests);
        order = bucket.put("landing/orders/2026/it's +%.csv", "order");
        manifest = Batches.manifest(Batches.ID, order, bucket.put("landing/customers/1", "customer"));
        manifests.write(manifest);
    }

    @AfterEach
    void close() {
        claim.close();
    }

    @Test
    void bringsObjectsToProcessingUnderTheirGeneratedNames() {
        Claimed claimed = claim.complete(manifest);

        assertThat(bucket.read(FIRST)).isEqualTo("order");
        assertThat(bucket.read(SECOND)).isEqualTo("customer");
        assertThat(bucket.keys("landing/")).isEmpty();
        assertThat(claimed.present()).containsExactlyInAnyOrderElementsOf(manifest.objects());
        assertThat(claimed.elsewhere()).isEmpty();
        assertThat(claimed.absent()).isEmpty();
        assertThat(claimed.id()).isEqualTo(Batches.ID);
    }

    @Test
    void mayBeRepeated() {
        Claimed first = claim.complete(manifest);

        assertThat(claim.complete(manifest)).isEqualTo(first);
        assertThat(bucket.read(FIRST)).isEqualTo("order");
    }

    @Test
    void leavesAnObjectInLandingThatHasChanged() {
        bucket.put(order.key(), "changed");

        Claimed claimed = claim.complete(manifest);

        assertThat(bucket.read(order.key())).isEqualTo("changed");
        assertThat(bucket.read(FIRST)).isNull();
        assertThat(claimed.elsewhere()).containsExactly(manifest.objects().get(0));
        assertThat(claimed.present()).containsExactly(manifest.objects().get(1));
    }

    @Test
    void leavesWhatLandsAgainAfterItWasCopied() {
        claim.complete(manifest);
        bucket.put(order.key(), "rewritten");

        Claimed again = claim.complete(manifest);

        assertThat(bucket.read(order.key())).isEqualTo("rewritten");
        assertThat(bucket.read(FIRST)).isEqualTo("order");
        assertThat(again.present()).hasSize(2);
    }

    @Test
    void callsAnObjectAbsentThatIsNowhere() {
        bucket.remove(order.key());

        Claimed claimed = claim.complete(manifest);

        assertThat(claimed.absent()).containsExactly(manifest.objects().get(0));
        assertThat(claimed.present()).containsExactly(manifest.objects().get(1));
    }

    @Test
    void callsAnObjectElsewhereThatAnotherUnfinishedBatchHolds() {
        claim.complete(manifest);
        Manifest late = Batches.manifest(OTHER, order);
        manifests.write(late);

        Claimed claimed = claim.complete(late);

        assertThat(claimed.elsewhere()).containsExactly(late.objects().get(0));
        assertThat(claimed.absent()).isEmpty();
        assertThat(claimed.present()).isEmpty();
    }

    @Test
    void removesNothingFromLandingBeforeEveryCopyIsThere() {
        bucket.gate().answer(to("PUT", SECOND), Answer.s3Error(403, "AccessDenied", "no"));

        assertThatThrownBy(() -> claim.complete(manifest)).isInstanceOf(S3Exception.class);
        assertThat(bucket.keys("landing/")).hasSize(2);

        bucket.gate().clearFaults();
        assertThat(claim.complete(manifest).present()).hasSize(2);
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void goesOnAfterACrashBetweenCopiesAndRemoval() {
        bucket.gate().answer(to("POST", "delete"), Answer.s3Error(403, "AccessDenied", "no"));
        assertThatThrownBy(() -> claim.complete(manifest)).isInstanceOf(S3Exception.class);
        bucket.gate().clearFaults();
        assertThat(bucket.keys("landing/")).hasSize(2);
        assertThat(bucket.keys("processing/")).hasSize(3);

        assertThat(claim.complete(manifest).present()).hasSize(2);
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void goesOnAfterALostAnswerToACopy() {
        bucket.gate().dropAfter(to("PUT", FIRST)).times(1);

        assertThat(claim.complete(manifest).present()).hasSize(2);
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void seesWhatAnotherLoaderBroughtWhileItWasPaused() throws Exception {
        Hold paused = bucket.gate().holdBefore(to("PUT", FIRST));
        paused.times(1);
        CompletableFuture<Claimed> slow = CompletableFuture.supplyAsync(() -> claim.complete(manifest));
        paused.awaitHeld(Duration.ofSeconds(30));
        try (Claim another = new Claim(bucket.store(), manifests)) {
            assertThat(another.complete(manifest).present()).hasSize(2);
        }

        paused.release();

        assertThat(slow.get(30, TimeUnit.SECONDS).present()).hasSize(2);
        assertThat(slow.get().absent()).isEmpty();
    }

    @Test
    void seesWhatAnotherLoaderBroughtThoughTheKeyWasWrittenAgain() throws Exception {
        Hold paused = bucket.gate().holdBefore(to("PUT", FIRST));
        paused.times(1);
        CompletableFuture<Claimed> slow = CompletableFuture.supplyAsync(() -> claim.complete(manifest));
        paused.awaitHeld(Duration.ofSeconds(30));
        try (Claim another = new Claim(bucket.store(), manifests)) {
            another.complete(manifest);
        }
        bucket.put(order.key(), "rewritten");

        paused.release();

        assertThat(slow.get(30, TimeUnit.SECONDS).present()).hasSize(2);
        assertThat(bucket.read(order.key())).isEqualTo("rewritten");
    }
}
