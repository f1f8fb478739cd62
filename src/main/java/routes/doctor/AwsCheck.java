package routes.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routes.text.Printable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/** Which AWS region and whose credentials the SDK finds, and whether they have expired. Never the credentials themselves. */
final class AwsCheck implements Check {
    private static final String REGION = "AWS region";
    private static final String CREDENTIALS = "AWS credentials";

    private final Aws aws;
    private final Clock clock;

    AwsCheck(Aws aws, Clock clock) {
        this.aws = aws;
        this.clock = clock;
    }

    @Override
    public String name() {
        return CREDENTIALS;
    }

    @Override
    public List<Finding> look() {
        Region region;
        try {
            region = aws.region();
        } catch (RuntimeException e) {
            return List.of(Finding.failed(
                    REGION,
                    Printable.message(e),
                    "Set the environment variable AWS_REGION, for example to eu-central-1."));
        }
        return List.of(Finding.ok(REGION, region.id()), credentials());
    }

    private Finding credentials() {
        AwsCredentialsIdentity found;
        AwsCredentialsProvider provider = aws.credentials();
        try {
            found = provider.resolveCredentials();
        } catch (SdkException e) {
            return Finding.failed(
                    CREDENTIALS,
                    "none found by the default chain: " + Printable.message(e),
                    "Give the host or the pod a role, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY.");
        }
        Optional<Instant> end = found.expirationTime();
        String source = CredentialSource.of(provider, found);
        if (end.isPresent() && end.get().isBefore(clock.instant())) {
            return Finding.failed(
                    CREDENTIALS,
                    source + ", expired at " + end.get(),
                    "Renew them: `aws sso login`, or a new session; a role of the host or the pod renews itself.");
        }
        String left = end.map(time -> ", good until " + time + " (" + minutes(time) + " min) and renewed before"
                        + " that if they come from a role")
                .orElse("");
        return Finding.ok(CREDENTIALS, source + left);
    }

    private long minutes(Instant end) {
        return Duration.between(clock.instant(), end).toMinutes();
    }

    @Override
    public boolean isGate() {
        return true;
    }
}
