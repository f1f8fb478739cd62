package local.firehose;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import local.s3.LocalS3;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** A process to be killed: it takes records of {@code orders} and never gets to deliver them. */
final class KilledFirehose {

    private KilledFirehose() {}

    public static void main(String[] arguments) throws IOException {
        S3Client s3 = S3Client.builder()
                .endpointOverride(URI.create(arguments[1]))
                .region(LocalS3.REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
        DeliveryStream orders = new DeliveryStream(
                "orders", "lake", "landing/orders/", 1024 * 1024, DeliveryStream.MAX_BUFFER_AGE, true);
        LocalFirehose firehose = new LocalFirehose(0, List.of(orders), Path.of(arguments[0]), s3, Clock.systemUTC());
        System.out.println(firehose.endpoint());
    }
}
