package routes;

import java.time.Duration;
import java.util.function.Consumer;
import routes.delivery.StreamedRecords;
import routes.settings.SettingsException;
import routes.text.Printable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes the AWS clients. They are bound before Camel starts: a client that a component makes for itself is closed after
 * a failed first start and never comes back.
 */
interface Clients {
    /** Clients with the SDK's default region and credentials. */
    Clients DEFAULT = new Clients() {};

    /** Long enough for a full call over a slow line: four megabytes in a minute. */
    Duration LONGEST_CALL = Duration.ofSeconds(60);

    Duration LONGEST_SECRET = Duration.ofSeconds(10);

    default S3Client s3() {
        return S3Client.builder().region(region()).build();
    }

    /** Makes each call once: the route {@code notify} makes it again. Its longest call waits two seconds for messages. */
    default SqsClient sqs() {
        return SqsClient.builder()
                .region(region())
                .overrideConfiguration(settings ->
                        settings.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(LONGEST_CALL))
                .build();
    }

    /** Makes each call once: the route {@code deliver} makes it again, and pauses in between. */
    default FirehoseClient firehose() {
        return FirehoseClient.builder()
                .region(region())
                .overrideConfiguration(
                        once(LONGEST_CALL).andThen(settings -> settings.addExecutionInterceptor(new StreamedRecords())))
                .build();
    }

    /**
     * Makes each call once: {@link routes.ingest.KinesisIntake} makes it again.
     *
     * @param longestCall the end of a call that hangs
     */
    default KinesisClient kinesis(Duration longestCall) {
        return KinesisClient.builder()
                .region(region())
                .overrideConfiguration(once(longestCall))
                .build();
    }

    /** For the placeholders {@code {{aws:…}}}. Waits so long at most, since a start or a new connection waits for it. */
    default SecretsManagerClient secrets() {
        return SecretsManagerClient.builder()
                .region(region())
                .overrideConfiguration(settings -> settings.apiCallTimeout(LONGEST_SECRET))
                .build();
    }

    /** Where the clients find their credentials. */
    default AwsCredentialsProvider credentials() {
        return DefaultCredentialsProvider.builder().build();
    }

    /** The SDK's default region, which it names less plainly when there is none. */
    default Region region() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new SettingsException("No AWS region is set: set the environment variable AWS_REGION, for example to"
                    + " eu-central-1, or region in the AWS configuration file of this user. " + Printable.message(e));
        }
    }

    /** One try of each call, and an end to an answer that drips: the limit is for all of it, not for the next byte. */
    static Consumer<ClientOverrideConfiguration.Builder> once(Duration longest) {
        return settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(longest);
    }
}
