package routes.doctor;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS clients of the process that is looked at. Each call makes a client that its caller closes. */
public interface Aws {
    /**
     * The region.
     *
     * @throws RuntimeException saying so, if none is set
     */
    Region region();

    /** Where credentials come from. */
    AwsCredentialsProvider credentials();

    S3Client s3();

    SqsClient sqs();

    FirehoseClient firehose();

    KinesisClient kinesis();
}
