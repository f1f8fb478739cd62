package routes.delivery;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import routes.text.Printable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Says in one line why a call failed and what a person can do about it.
 *
 * <p>Codes from <a href="https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html">PutRecordBatch</a>,
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords</a> and the <a href="https://docs.aws.amazon.com/firehose/latest/APIReference/CommonErrors.html">common errors</a>.
 */
public final class CallFailure {
    /** What to do when the service says that it cannot take more now. */
    public static final String BUSY =
            "If it lasts, the quota of the stream is used up: ask AWS for a higher one, or send less.";

    /** Beyond this an error of the SDK only lists what it tried. */
    private static final int MAX_TEXT = 300;

    private CallFailure() {}

    /** The error and the advice, foreign control characters escaped. */
    public static String explain(Service service, Throwable failure) {
        Optional<AwsServiceException> refusal = find(failure, AwsServiceException.class);
        if (refusal.isPresent()) {
            return explainRefusal(service, refusal.get());
        }
        if (find(failure, ApiCallAttemptTimeoutException.class).isPresent() || isOfNetwork(failure)) {
            return text(rootOf(failure)) + ". " + service.title()
                    + " cannot be reached: check network, name resolution, proxy and" + " region of this host.";
        }
        if (find(failure, SdkClientException.class).isPresent()) {
            return text(failure) + ". The call could not be made: check the credentials and the region of this host.";
        }
        return text(failure) + ".";
    }

    private static String explainRefusal(Service service, AwsServiceException refusal) {
        String code = refusal.awsErrorDetails() == null
                ? ""
                : String.valueOf(refusal.awsErrorDetails().errorCode());
        String advice =
                switch (code) {
                    case "ResourceNotFoundException" ->
                        "Create the stream in this account and region, or correct the" + " property "
                                + service.property() + " that names it.";
                    case "AccessDeniedException", "NotAuthorized", "OptInRequired" ->
                        "Allow the role of this host " + service.action() + " on the stream.";
                    case "ExpiredTokenException",
                            "ExpiredToken",
                            "UnrecognizedClientException",
                            "InvalidClientTokenId",
                            "InvalidSignatureException",
                            "IncompleteSignature",
                            "MissingAuthenticationToken",
                            "RequestExpired" ->
                        "AWS does not accept the credentials of this host: renew them, and check its clock.";
                    case "InvalidKMSResourceException",
                            "KMSAccessDeniedException",
                            "KMSDisabledException",
                            "KMSInvalidStateException",
                            "KMSNotFoundException",
                            "KMSOptInRequired" ->
                        "Enable the stream's key in KMS and allow its use, to " + service.title()
                                + " and to the role of this host.";
                    default ->
                        refusal.statusCode() >= 500 || refusal.isThrottlingException()
                                ? BUSY
                                : "The calls go on, but only a change of the stream or of this host can help.";
                };
        String message = refusal.awsErrorDetails() == null
                ? text(refusal)
                : Printable.of(code + ": " + refusal.awsErrorDetails().errorMessage());
        return "status " + refusal.statusCode() + ", " + message + (message.endsWith(".") ? " " : ". ") + advice;
    }

    private static boolean isOfNetwork(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SocketException
                        || cause instanceof ConnectException
                        || cause instanceof UnknownHostException
                        || cause instanceof SocketTimeoutException
                        || cause instanceof SSLException);
    }

    private static <T> Optional<T> find(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Throwable rootOf(Throwable failure) {
        return causes(failure).reduce((first, second) -> second).orElse(failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static String text(Throwable failure) {
        String all = failure.getClass().getSimpleName() + ": " + Printable.message(failure);
        return all.length() <= MAX_TEXT ? all : all.substring(0, MAX_TEXT) + "…";
    }
}
