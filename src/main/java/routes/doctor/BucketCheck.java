package routes.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** Whether the bucket is there and in this region, and how far the clock of this host is from that of S3. */
final class BucketCheck implements Check {
    private static final String NAME = "S3 bucket";
    private static final String CLOCK = "clock";
    /** Beyond it signatures fail: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html. */
    private static final Duration FATAL = Duration.ofMinutes(5);
    /** A clock that is set has no such distance. */
    private static final Duration ODD = Duration.ofSeconds(30);

    private static final int MOVED = 301;
    private static final int NOT_FOUND = 404;

    private final Aws aws;
    private final String bucket;
    private final boolean mustList;
    private final Clock clock;

    /** @param mustList whether the role lists the bucket; otherwise it need not be allowed to */
    BucketCheck(Aws aws, String bucket, boolean mustList, Clock clock) {
        this.aws = aws;
        this.bucket = bucket;
        this.mustList = mustList;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isGate() {
        return true;
    }

    @Override
    public List<Finding> look() {
        String looked = "s3://" + bucket;
        List<Finding> all = new ArrayList<>();
        try (S3Client s3 = aws.s3()) {
            SdkHttpResponse answer = s3.listObjectsV2(request ->
                            request.bucket(bucket).prefix(BucketProbe.PREFIX).maxKeys(1))
                    .sdkHttpResponse();
            all.add(Finding.ok(NAME, looked + " is there and can be listed"));
            clock(answer).ifPresent(all::add);
        } catch (SdkException e) {
            all.add(failure(looked, e));
            if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
                clock(service.awsErrorDetails().sdkHttpResponse()).ifPresent(all::add);
            }
        }
        return all;
    }

    private Finding failure(String looked, SdkException e) {
        int status = AwsRefusal.status(e);
        if (status == NOT_FOUND || AwsRefusal.code(e).equals("NoSuchBucket")) {
            return Finding.failed(
                    NAME,
                    looked + ": there is no such bucket",
                    "Correct the property bucket, or make it: `aws s3 mb " + looked + "`.");
        }
        if (status == MOVED || AwsRefusal.code(e).equals("AuthorizationHeaderMalformed")) {
            return Finding.failed(
                    NAME,
                    looked + " is in another region than " + aws.region() + ": " + AwsRefusal.message(e),
                    "Set AWS_REGION to the bucket's region, which `aws s3api get-bucket-location --bucket " + bucket
                            + "` tells.");
        }
        if (AwsRefusal.isDenied(e)) {
            return mustList
                    ? Finding.failed(
                            NAME,
                            looked + ": s3:ListBucket is denied",
                            "Allow s3:ListBucket on arn:aws:s3:::" + bucket
                                    + " to the role of this process, and look at the policy of the bucket.")
                    : Finding.ok(NAME, looked + " answers; it may not be listed, which this role need not");
        }
        return AwsRefusal.ofCaller(NAME, looked, e)
                .orElseGet(() ->
                        Finding.failed(NAME, looked + ": " + AwsRefusal.message(e), "Correct what the message names."));
    }

    private Optional<Finding> clock(SdkHttpResponse answer) {
        return Optional.ofNullable(answer)
                .flatMap(response -> response.firstMatchingHeader("Date"))
                .flatMap(BucketCheck::time)
                .map(this::distance);
    }

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Finding distance(Instant theirs) {
        Duration distance = Duration.between(theirs, clock.instant());
        String found =
                "%d s %s that of S3".formatted(distance.abs().toSeconds(), distance.isNegative() ? "behind" : "before");
        String advice = "Have the clock set by chrony or systemd-timesyncd.";
        if (distance.abs().compareTo(FATAL) > 0) {
            return Finding.failed(CLOCK, found + ": beyond 5 minutes signatures do not hold", advice);
        }
        return distance.abs().compareTo(ODD) > 0
                ? Finding.warning(CLOCK, found + ": beyond 5 minutes signatures would not hold", advice)
                : Finding.ok(
                        CLOCK,
                        "within %d s of that of S3".formatted(distance.abs().toSeconds()));
    }
}
