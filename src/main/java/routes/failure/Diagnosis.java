package routes.failure;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.TransactionSystemException;
import routes.batch.Claimed;
import routes.failure.Failure.Kind;
import routes.snowflake.CommittedBatch.LostCommitException;
import routes.snowflake.FencedOutException;
import routes.text.Printable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells of what kind the failure of a turn is. Whatever it does not recognise is systemic: stopping loses nothing. */
public final class Diagnosis {
    private static final int SERVER_ERROR = 500;
    /** Another write of the same key is under way. */
    private static final int CONFLICT = 409;

    /** The credentials ran out on the way, or while the process stood still: the next turn asks for new ones. */
    private static final Set<String> OVERTAKEN =
            Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired", "RequestExpired");

    private final UnreadableObjects unreadable;

    public Diagnosis(UnreadableObjects unreadable) {
        this.unreadable = unreadable;
    }

    /**
     * Diagnoses.
     *
     * @param failure what ended the turn
     * @param batch the batch in hand; null if there was none yet
     */
    public Failure of(Throwable failure, Claimed batch) {
        return ofCause(original(failure), batch);
    }

    /** What failed first: when the rollback fails as well, Spring throws that and carries the first failure inside. */
    private static Throwable original(Throwable failure) {
        return find(failure, TransactionSystemException.class)
                .map(TransactionSystemException::getApplicationException)
                .orElse(failure);
    }

    private Failure ofCause(Throwable failure, Claimed batch) {
        if (find(failure, FencedOutException.class).isPresent()) {
            return Failure.of(
                    Kind.FENCED_OUT, find(failure, FencedOutException.class).get());
        }
        if (find(failure, LostCommitException.class).isPresent()) {
            return Failure.of(Kind.RETRYABLE, failure);
        }
        Optional<SdkException> s3 = find(failure, SdkException.class);
        if (s3.isPresent()) {
            return Failure.of(isPassing(s3.get()) ? Kind.RETRYABLE : Kind.SYSTEMIC, s3.get());
        }
        return find(failure, SQLException.class)
                .map(sql -> ofSql(sql, batch))
                .orElseGet(() -> Failure.of(Kind.SYSTEMIC, failure));
    }

    private Failure ofSql(SQLException failure, Claimed batch) {
        Kind kind = SqlFailures.kind(failure);
        if (kind != Kind.POISON) {
            return Failure.of(kind, failure);
        }
        try {
            List<UnreadableObject> objects = batch == null ? List.of() : unreadable.find(batch);
            return objects.isEmpty()
                    ? Failure.of(Kind.SYSTEMIC, failure)
                    : new Failure(Kind.POISON, Printable.message(failure), objects);
        } catch (SQLException e) {
            return Failure.of(SqlFailures.kind(e) == Kind.SYSTEMIC ? Kind.SYSTEMIC : Kind.RETRYABLE, e);
        }
    }

    /** The SDK has retried already; what is left passes by itself unless S3 says that we are in the wrong. */
    private static boolean isPassing(SdkException failure) {
        return !(failure instanceof AwsServiceException service)
                || service.isThrottlingException()
                || service.isClockSkewException()
                || isOvertaken(service)
                || service.statusCode() == CONFLICT
                || service.statusCode() >= SERVER_ERROR;
    }

    private static boolean isOvertaken(AwsServiceException failure) {
        return Optional.ofNullable(failure.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .filter(OVERTAKEN::contains)
                .isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
