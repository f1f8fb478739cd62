package routes;

import local.s3.LocalS3;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the local stack that sign with credentials of a test; the test adds those of other services. */
class StackClients implements Clients {
    private final LocalS3 s3;
    private final AwsCredentialsProvider credentials;

    StackClients(LocalS3 s3, AwsCredentialsProvider credentials) {
        this.s3 = s3;
        this.credentials = credentials;
    }

    @Override
    public Region region() {
        return LocalS3.REGION;
    }

    @Override
    public AwsCredentialsProvider credentials() {
        return credentials;
    }

    @Override
    public S3Client s3() {
        return s3.clientBuilder().credentialsProvider(credentials).build();
    }
}
