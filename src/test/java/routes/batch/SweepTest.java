package routes.batch;

import static local.wire.Request.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import local.wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.S3Exception;

class SweepTest {
    private static final String FOLDER = Zones.processing(Batches.ID);
    private static final String SWEPT = "landing/orders/swept-" + Batches.ID + "-000001.csv.gz";

    @RegisterExtension
    private final InMemoryBucket bucket = new InMemoryBucket();

    private void sweep() {
        new Sweep(bucket.store()).back(Batches.ID);
    }

    @Test
    void returnsObjectsUnderKeysThatCarryTheirOrigin() {
        bucket.put(FOLDER + "orders/000001.csv.gz", "a");
        bucket.put(FOLDER + "customers/000001.csv", "b");

        sweep();

        assertThat(bucket.keys("processing/")).isEmpty();
        assertThat(bucket.read(SWEPT)).isEqualTo("a");
        assertThat(bucket.read("landing/customers/swept-" + Batches.ID + "-000001.csv"))
                .isEqualTo("b");
    }

    @Test
    void leavesAFolderAloneWhoseManifestHasAppeared() {
        bucket.put(FOLDER + "orders/000001.csv.gz", "a");
        bucket.put(Zones.manifest(Batches.ID), "{}");

        sweep();

        assertThat(bucket.keys("processing/")).hasSize(2);
        assertThat(bucket.keys("landing/")).isEmpty();
    }

    @Test
    void neverOverwritesWhatLanded() {
        bucket.put("landing/orders/000001.csv.gz", "landed since");
        bucket.put(FOLDER + "orders/000001.csv.gz", "a");

        sweep();

        assertThat(bucket.read("landing/orders/000001.csv.gz")).isEqualTo("landed since");
        assertThat(bucket.read(SWEPT)).isEqualTo("a");
    }

    @Test
    void goesOnAfterACrashBeforeItRemoved() {
        bucket.put(FOLDER + "orders/000001.csv.gz", "a");
        bucket.gate().answer(to("POST", "delete"), Answer.s3Error(403, "AccessDenied", "no"));
        assertThatThrownBy(this::sweep).isInstanceOf(S3Exception.class);
        bucket.gate().clearFaults();

        sweep();

        assertThat(bucket.keys("")).containsExactly(SWEPT);
    }

    @Test
    void leavesOtherBatchesAlone() {
        bucket.put("processing/" + Batches.ID + "0/orders/000001.csv", "a");

        sweep();

        assertThat(bucket.keys("")).containsExactly("processing/" + Batches.ID + "0/orders/000001.csv");
    }
}
