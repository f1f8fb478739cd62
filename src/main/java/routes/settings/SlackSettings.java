package routes.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The Slack channel that alerts go to.
 *
 * @param url the URL of an incoming webhook, which is a secret: who has it may post
 * @param urlFile a file that holds it
 */
public record SlackSettings(Optional<String> url, Optional<Path> urlFile) {
    public SlackSettings {
        Secret.of("alert.slack.url", url, urlFile);
    }

    /** The URL, if alerts go to Slack. */
    public Optional<Secret> webhook() {
        return Secret.of("alert.slack.url", url, urlFile);
    }

    /** Nothing of the secret. */
    @Override
    public String toString() {
        return "SlackSettings[" + webhook() + "]";
    }
}
