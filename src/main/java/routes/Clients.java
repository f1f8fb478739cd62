package routes;

import routes.delivery.StreamedRecords;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes the AWS clients. They are bound before Camel starts: a client that a component makes for itself is closed after
 * a failed first start and never comes back.
 */
interface Clients {
    /** Clients with the SDK's default region and credentials. */
    Clients DEFAULT = new Clients() {};

    default S3Client s3() {
        return S3Client.create();
    }

    /** Makes each call once: the route {@code deliver} makes it again, and pauses in between. */
    default FirehoseClient firehose() {
        return FirehoseClient.builder()
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new StreamedRecords()))
                .build();
    }
}
