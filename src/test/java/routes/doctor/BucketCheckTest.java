package routes.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import local.s3.LocalS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.doctor.Finding.Status;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

class BucketCheckTest {
    @ParameterizedTest
    @CsvSource({
        "0, OK, within",
        "-120, WARNING, s behind that of S3",
        "120, WARNING, s before that of S3",
        "400, FAILED, beyond 5 minutes"
    })
    void holdsTheClockAgainstThatOfS3(long seconds, Status status, String told) throws Exception {
        try (LocalS3 s3 = LocalS3.inMemory("lake")) {
            Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

            List<Finding> found = new BucketCheck(new OnlyS3(s3), "lake", true, clock).look();

            assertThat(found).extracting(Finding::check).containsExactly("S3 bucket", "clock");
            assertThat(found.get(1).status()).isEqualTo(status);
            assertThat(found.get(1).found()).contains(told);
        }
    }

    @Test
    void letsAnAgentDoWithoutListing() throws Exception {
        try (LocalS3 s3 = LocalS3.inMemory("lake")) {
            s3.gate()
                    .answer(
                            local.wire.Request.to("GET", "list-type"),
                            local.wire.Answer.s3Error(403, "AccessDenied", "Access Denied"));

            assertThat(new BucketCheck(new OnlyS3(s3), "lake", false, Clock.systemUTC())
                            .look()
                            .get(0)
                            .status())
                    .isEqualTo(Status.OK);
            assertThat(new BucketCheck(new OnlyS3(s3), "lake", true, Clock.systemUTC())
                            .look()
                            .get(0)
                            .advice())
                    .contains("Allow s3:ListBucket on arn:aws:s3:::lake");
        }
    }

    /** The one service that is asked. */
    private record OnlyS3(LocalS3 local) implements Aws {
        @Override
        public Region region() {
            return LocalS3.REGION;
        }

        @Override
        public AwsCredentialsProvider credentials() {
            return AnonymousCredentialsProvider.create();
        }

        @Override
        public S3Client s3() {
            return local.client();
        }

        @Override
        public SqsClient sqs() {
            throw new IllegalStateException("not asked");
        }

        @Override
        public FirehoseClient firehose() {
            throw new IllegalStateException("not asked");
        }

        @Override
        public KinesisClient kinesis() {
            throw new IllegalStateException("not asked");
        }
    }
}
