package routes;

import java.time.Duration;
import routes.doctor.Aws;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients that the routes would use, for {@code doctor}. */
record DoctorClients(Clients clients) implements Aws {
    /** For a call that only describes. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    @Override
    public Region region() {
        return clients.region();
    }

    @Override
    public AwsCredentialsProvider credentials() {
        return clients.credentials();
    }

    @Override
    public S3Client s3() {
        return clients.s3();
    }

    @Override
    public SqsClient sqs() {
        return clients.sqs();
    }

    @Override
    public FirehoseClient firehose() {
        return clients.firehose();
    }

    @Override
    public KinesisClient kinesis() {
        return clients.kinesis(LONGEST_CALL);
    }
}
