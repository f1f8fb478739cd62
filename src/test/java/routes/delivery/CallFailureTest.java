package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.firehose.model.FirehoseException;

class CallFailureTest {
    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, Create the stream",
        "400, AccessDeniedException, firehose:PutRecordBatch",
        "403, ExpiredTokenException, renew them",
        "400, UnrecognizedClientException, credentials",
        "400, InvalidKMSResourceException, KMS",
        "503, ServiceUnavailableException, quota",
        "500, InternalFailure, quota",
        "400, ThrottlingException, quota",
        "400, InvalidArgumentException, change of the stream"
    })
    void saysWhatToDoAboutWhatTheServiceSays(int status, String code, String advice) {
        String text = CallFailure.explain(
                Service.FIREHOSE,
                FirehoseException.builder()
                        .statusCode(status)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(code)
                                .errorMessage("as\nit is")
                                .build())
                        .build());
        assertThat(text)
                .startsWith("status " + status + ", " + code + ": as it is. ")
                .contains(advice);
    }

    @Test
    void saysWhatToDoWhereTheServiceCannotBeReached() {
        assertThat(CallFailure.explain(
                        Service.FIREHOSE,
                        SdkClientException.create(
                                "Unable to execute HTTP request", new ConnectException("Connection refused"))))
                .isEqualTo("ConnectException: Connection refused. Firehose cannot be reached: check network, name"
                        + " resolution, proxy and region of this host.");
        assertThat(CallFailure.explain(
                        Service.FIREHOSE, SdkClientException.create("x", new UnknownHostException("firehose"))))
                .startsWith("UnknownHostException: firehose. Firehose cannot be reached");
    }

    @Test
    void cutsWhatTheSdkListsWhenCredentialsAreMissing() {
        String text = CallFailure.explain(
                Service.FIREHOSE,
                SdkClientException.create("Unable to load credentials from " + "a provider, ".repeat(100)));
        assertThat(text)
                .startsWith("SdkClientException: Unable to load credentials from a provider")
                .endsWith("check the credentials and the region of this host.")
                .hasSizeLessThan(400);
    }

    @Test
    void namesAnyOtherFailure() {
        assertThat(CallFailure.explain(Service.FIREHOSE, new IllegalStateException("odd")))
                .isEqualTo("IllegalStateException: odd.");
    }
}
