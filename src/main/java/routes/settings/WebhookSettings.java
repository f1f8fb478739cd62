package routes.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address that alerts are posted to as JSON.
 *
 * @param url the address, taken for a secret
 * @param urlFile a file that holds it
 * @param header the name of a header that carries the secret
 * @param secret its value
 * @param secretFile a file that holds it
 */
public record WebhookSettings(
        Optional<String> url,
        Optional<Path> urlFile,
        String header,
        Optional<String> secret,
        Optional<Path> secretFile) {
    /** A token as in RFC 9110, section 5.6.2, of the characters in use. */
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    public WebhookSettings {
        Secret.of("alert.webhook.url", url, urlFile);
        Secret.of("alert.webhook.secret", secret, secretFile);
        if (!HEADER.matcher(header).matches()) {
            throw new IllegalArgumentException(
                    "alert.webhook.header is not the name of a header: expected letters, digits and hyphens, such as"
                            + " X-Snowline-Secret");
        }
    }

    /** The address, if alerts go there. */
    public Optional<Secret> webhook() {
        return Secret.of("alert.webhook.url", url, urlFile);
    }

    /** What the header says, if there is one. */
    public Optional<Secret> token() {
        return Secret.of("alert.webhook.secret", secret, secretFile);
    }

    /** Nothing of the secrets. */
    @Override
    public String toString() {
        return "WebhookSettings[" + webhook() + ", " + header + ", " + token() + "]";
    }
}
