package routes.doctor;

import java.util.Optional;
import routes.text.Printable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what an error of an AWS service means for somebody who sets things up. */
final class AwsRefusal {
    private static final int FORBIDDEN = 403;

    private AwsRefusal() {}

    /** Whether a service has answered that this is not allowed. */
    static boolean isDenied(SdkException e) {
        String code = code(e);
        return code.startsWith("AccessDenied")
                || code.equals("AllAccessDisabled")
                || (e instanceof AwsServiceException service && service.statusCode() == FORBIDDEN && code.isEmpty());
    }

    /** The code of the error; empty if no service has answered, or without one. */
    static String code(SdkException e) {
        return e instanceof AwsServiceException service
                ? Optional.ofNullable(service.awsErrorDetails())
                        .map(details -> String.valueOf(details.errorCode()))
                        .filter(code -> !code.equals("null"))
                        .orElse("")
                : "";
    }

    /** The status of the answer; 0 if there was none. */
    static int status(SdkException e) {
        return e instanceof AwsServiceException service ? service.statusCode() : 0;
    }

    /** A failure that is about who asks or whether anybody answers, whatever was asked for. */
    static Optional<Finding> ofCaller(String check, String looked, SdkException e) {
        return switch (code(e)) {
            case "InvalidAccessKeyId", "UnrecognizedClientException", "InvalidClientTokenId" ->
                Optional.of(Finding.failed(
                        check,
                        looked + ": AWS does not know the access key",
                        "Correct AWS_ACCESS_KEY_ID or the profile; it may have been deleted, or belong to another"
                                + " partition."));
            case "SignatureDoesNotMatch", "InvalidSignatureException" ->
                Optional.of(Finding.failed(
                        check,
                        looked + ": the secret access key does not belong to the access key",
                        "Correct AWS_SECRET_ACCESS_KEY or the profile."));
            case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" ->
                Optional.of(Finding.failed(
                        check,
                        looked + ": the credentials have expired",
                        "Renew them: `aws sso login`, or a new session; a role of the host or the pod renews itself."));
            case "RequestTimeTooSkewed", "RequestExpired" ->
                Optional.of(Finding.failed(
                        check,
                        looked + ": the clock of this host is too far from that of AWS, so signatures do not hold",
                        "Have the clock set by chrony or systemd-timesyncd."));
            default ->
                e instanceof AwsServiceException
                        ? Optional.empty()
                        : Optional.of(Finding.failed(
                                check,
                                looked + ": no answer from AWS: " + Printable.message(root(e)),
                                "Look at DNS, the route to the internet or the VPC endpoint, and at the region."));
        };
    }

    /** What is left when nothing more is known. */
    static String message(SdkException e) {
        String code = code(e);
        return (code.isEmpty() ? "" : code + ", ") + Printable.message(e);
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? failure : cause;
    }
}
