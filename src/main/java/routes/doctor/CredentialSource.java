package routes.doctor;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Says in words where credentials come from. The SDK names the providers it has asked by the letters of its own statistics
 * (software.amazon.awssdk.core.useragent.BusinessMetricFeatureId).
 */
final class CredentialSource {
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("e", "set in the program"),
            Map.entry("f", "system properties (aws.accessKeyId)"),
            Map.entry("g", "environment variables (AWS_ACCESS_KEY_ID)"),
            Map.entry("h", "a web identity token, as IAM roles for service accounts give it"),
            Map.entry("i", "an assumed role"),
            Map.entry("k", "a role assumed by a web identity"),
            Map.entry("n", "a profile of the AWS configuration files"),
            Map.entry("o", "a profile with another as its source"),
            Map.entry("p", "a profile with a named source"),
            Map.entry("q", "a profile with a web identity token"),
            Map.entry("r", "a profile with single sign-on"),
            Map.entry("s", "single sign-on"),
            Map.entry("t", "a profile with single sign-on"),
            Map.entry("u", "single sign-on"),
            Map.entry("v", "a profile with a process"),
            Map.entry("w", "a process"),
            Map.entry("z", "the container (ECS, or EKS Pod Identity)"),
            Map.entry("0", "the role of this EC2 instance"));

    private CredentialSource() {}

    static String of(AwsCredentialsProvider provider, AwsCredentialsIdentity credentials) {
        return "from "
                + credentials
                        .providerName()
                        .map(letters -> Arrays.stream(letters.split(",", -1))
                                .map(letter -> LETTERS.getOrDefault(letter, letter))
                                .collect(Collectors.joining(", ")))
                        .orElseGet(() -> provider.getClass().getSimpleName());
    }
}
