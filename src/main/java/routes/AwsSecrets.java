package routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.spi.PropertiesFunction;
import routes.settings.SettingsException;
import routes.text.Printable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Resolves the placeholders {@code {{aws:<secret>}}} and {@code {{aws:<secret>#<field>}}} by AWS Secrets Manager: a whole
 * secret, or one field of a secret that is a JSON object. A secret is its name or its ARN. Each resolving is a call, so a
 * changed secret is seen at the next one. Thread-safe.
 *
 * <p>The placeholders are those of Camel's own function. It is configured by {@code camel.*} properties, which Camel reads
 * after this project has read its settings; this one is there before.
 */
final class AwsSecrets implements PropertiesFunction, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<SecretsManagerClient> clients;
    private SecretsManagerClient client;

    /** @param clients opens the client when the first placeholder is met; most processes never need one */
    AwsSecrets(Supplier<SecretsManagerClient> clients) {
        this.clients = clients;
    }

    @Override
    public String getName() {
        return "aws";
    }

    /**
     * The value of a placeholder.
     *
     * @throws SettingsException if the secret cannot be had; the message names it and holds nothing of it
     */
    @Override
    public String apply(String remainder) {
        int hash = remainder.lastIndexOf('#');
        String secret = hash < 0 ? remainder : remainder.substring(0, hash);
        String complaint = "The placeholder {{aws:" + Printable.of(remainder) + "}} cannot be resolved: ";
        String text = text(secret, complaint);
        return hash < 0 ? text : field(text, remainder.substring(hash + 1), complaint);
    }

    private String text(String secret, String complaint) {
        String text;
        try {
            text = client().getSecretValue(request -> request.secretId(secret)).secretString();
        } catch (AwsServiceException e) {
            throw new SettingsException(complaint + advice(e), e);
        } catch (SdkException e) {
            throw new SettingsException(complaint + "AWS Secrets Manager is out of reach: " + Printable.message(e), e);
        }
        if (text == null) {
            throw new SettingsException(complaint + "the secret is binary: expected text.");
        }
        return text;
    }

    private static String advice(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return switch (code) {
            case "ResourceNotFoundException" ->
                "there is no such secret in this account and region, or it has no value.";
            case "AccessDeniedException" ->
                "this process may not read it: allow it secretsmanager:GetSecretValue, and kms:Decrypt if the secret has"
                        + " a key of its own.";
            default -> "AWS Secrets Manager answered " + code + " " + Printable.message(e);
        };
    }

    private static String field(String text, String name, String complaint) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Not with its cause, which quotes the text.
            throw new SettingsException(complaint + "the secret is no JSON, so it has no fields. Leave out #"
                    + Printable.of(name) + " for the whole of it.");
        }
        JsonNode field = json.path(name);
        if (!field.isValueNode() || field.isNull()) {
            List<String> known = new ArrayList<>();
            json.fieldNames().forEachRemaining(known::add);
            throw new SettingsException(complaint + "the secret has no such field; its fields are "
                    + Printable.of(String.join(", ", known)) + ".");
        }
        return field.asText();
    }

    private synchronized SecretsManagerClient client() {
        if (client == null) {
            client = clients.get();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
