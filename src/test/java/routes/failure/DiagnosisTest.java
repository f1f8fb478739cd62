package routes.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.failure.Failure.Kind.FENCED_OUT;
import static routes.failure.Failure.Kind.POISON;
import static routes.failure.Failure.Kind.RETRYABLE;
import static routes.failure.Failure.Kind.SYSTEMIC;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.batch.Batches;
import routes.batch.Claimed;
import routes.batch.Manifest;
import routes.failure.Failure.Kind;
import routes.snowflake.CommittedBatch;
import routes.snowflake.Fence;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class DiagnosisTest {
    private static final Manifest.Entry FIRST = object("orders", 1);
    private static final Manifest.Entry SECOND = object("orders", 2);
    private static final Manifest.Entry THIRD = object("customers", 1);
    private final SQLException corrupt = new SQLException("invalid gzip\ndata", "22000", 100_080);
    private final SQLException outage = new SQLException("reset", "08006", 200_001);

    private final InMemoryStage stage = new InMemoryStage();
    private final Diagnosis diagnosis =
            new Diagnosis(new UnreadableObjects(stage.dataSource(), new Sql(Scripts.read("classpath:sql"))));
    private final Claimed batch = Batches.claimed(FIRST, SECOND, THIRD);

    private static Manifest.Entry object(String feed, int number) {
        return new Manifest.Entry(feed, "landing/" + feed + "/" + number, "etag", 1, "00000" + number + ".csv.gz");
    }

    @Test
    void tellsThatAnotherLoaderLeads() {
        Fence fence = new Fence("here");
        fence.remember(List.of(Map.of("EPOCH", 4, "RAISED_BY", "here")), 0);
        RuntimeException fencedOut = catchFrom(() -> fence.check(List.of(Map.of("EPOCH", 5, "RAISED_BY", "there"))));

        assertThat(diagnosis.of(new IllegalStateException(fencedOut), batch).kind())
                .isEqualTo(FENCED_OUT);
        assertThat(diagnosis.of(fencedOut, null).kind()).isEqualTo(FENCED_OUT);
    }

    @Test
    void loadsAgainWhatWasNotCommitted() {
        RuntimeException lost = catchFrom(() -> CommittedBatch.counts("id", List.of()));

        assertThat(diagnosis.of(lost, batch).kind()).isEqualTo(RETRYABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "500, RETRYABLE",
        "503, RETRYABLE",
        "409, RETRYABLE",
        "429, RETRYABLE",
        "403, SYSTEMIC",
        "404, SYSTEMIC",
        "400, SYSTEMIC"
    })
    void tellsAnOutageOfS3FromARefusal(int status, Kind kind) {
        Exception failure =
                S3Exception.builder().statusCode(status).message("why").build();

        assertThat(diagnosis.of(new IllegalStateException(failure), batch).kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ExpiredToken, RETRYABLE",
        "403, RequestTimeTooSkewed, RETRYABLE",
        "403, AccessDenied, SYSTEMIC",
        "403, InvalidAccessKeyId, SYSTEMIC"
    })
    void tellsCredentialsThatRanOutFromOnesThatAreWrong(int status, String code, Kind kind) {
        Exception failure = S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();

        assertThat(diagnosis.of(failure, batch).kind()).isEqualTo(kind);
    }

    @Test
    void takesAnS3OutOfReachForAnOutage() {
        assertThat(diagnosis
                        .of(SdkClientException.create("connection refused"), null)
                        .kind())
                .isEqualTo(RETRYABLE);
    }

    @Test
    void stopsAtWhatItDoesNotRecognise() {
        Failure failure = diagnosis.of(new IllegalStateException("odd\nthing"), batch);

        assertThat(failure.kind()).isEqualTo(SYSTEMIC);
        assertThat(failure.objects()).isEmpty();
        assertThat(failure.toString())
                .startsWith(failure.reason() + " (stopped, nothing is lost: ")
                .endsWith(")");
        assertThat(failure.reason()).startsWith("odd").doesNotContain("\n");
    }

    @Test
    void asksTheObjectsOnlyWhenTheStatementFailed() {
        assertThat(diagnosis.of(outage, batch).kind()).isEqualTo(RETRYABLE);
        assertThat(diagnosis
                        .of(new SQLException("no grant", "42501", 3_001), batch)
                        .kind())
                .isEqualTo(SYSTEMIC);
        assertThat(stage.probes()).isEmpty();
    }

    @Test
    void findsTheObjectsThatCannotBeRead() {
        stage.fail("orders/000002", corrupt);

        Failure failure = diagnosis.of(new IllegalStateException(corrupt), batch);

        assertThat(failure.kind()).isEqualTo(POISON);
        assertThat(failure.objects()).containsExactly(new UnreadableObject(Batches.ID, SECOND, "invalid gzip data"));
        assertThat(failure.json())
                .isEqualTo("[{\"landing_key\":\"landing/orders/2\",\"etag\":\"etag\",\"feed\":\"orders\","
                        + "\"source_file\":\"processing/" + Batches.ID
                        + "/orders/000002.csv.gz\",\"reason\":\"invalid gzip data\"}]");
        assertThat(stage.open()).isZero();
    }

    @Test
    void tellsFeedsApartWhoseObjectsHaveTheSameNumber() {
        stage.fail("customers/000001", corrupt);

        assertThat(diagnosis.of(corrupt, batch).objects())
                .extracting(UnreadableObject::object)
                .containsExactly(THIRD);
    }

    @Test
    void blamesNoObjectIfEvenTheManifestCannotBeRead() {
        stage.fail("_manifest", corrupt);
        stage.fail("orders/000002", corrupt);

        Failure failure = diagnosis.of(corrupt, batch);

        assertThat(failure.kind()).isEqualTo(SYSTEMIC);
        assertThat(failure.objects()).isEmpty();
    }

    @Test
    void blamesNoObjectIfTheManifestCannotBeReadAnyMoreAfterwards() {
        stage.fail("orders/000001", new SQLException("the quota of the warehouse is used up", "22000", 90_073));
        stage.atFailure(() -> stage.fail("_manifest", new SQLException("used up", "22000", 90_073)));

        assertThat(diagnosis.of(corrupt, batch).kind()).isEqualTo(SYSTEMIC);
    }

    @Test
    void stopsIfEveryObjectIsReadable() {
        assertThat(diagnosis.of(corrupt, batch).kind()).isEqualTo(SYSTEMIC);
    }

    @Test
    void stopsIfThereIsNoBatchToBlame() {
        assertThat(diagnosis.of(corrupt, null).kind()).isEqualTo(SYSTEMIC);
        assertThat(stage.probes()).isEmpty();
    }

    @Test
    void triesAgainIfTheObjectsCannotBeAskedNow() {
        stage.refuseConnections(outage);
        assertThat(diagnosis.of(corrupt, batch).kind()).isEqualTo(RETRYABLE);

        stage.refuseConnections(new SQLException("key refused", "08001", 390_144));
        assertThat(diagnosis.of(corrupt, batch).kind()).isEqualTo(SYSTEMIC);
    }

    @Test
    void triesAgainIfAnOutageInterruptsTheQuestions() {
        stage.fail("orders/000002", outage);

        Failure failure = diagnosis.of(corrupt, batch);

        assertThat(failure.kind()).isEqualTo(RETRYABLE);
        assertThat(failure.objects()).isEmpty();
        assertThat(stage.open()).isZero();
    }

    @Test
    void asksOnlyAboutObjectsThatAreThere() {
        Manifest manifest = batch.manifest();
        Claimed part = new Claimed(manifest, java.util.Set.of(FIRST), java.util.Set.of(), List.of(SECOND, THIRD));
        stage.fail("orders/000002", corrupt);

        assertThat(diagnosis.of(corrupt, part).kind()).isEqualTo(SYSTEMIC);
    }

    private static RuntimeException catchFrom(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }
}
