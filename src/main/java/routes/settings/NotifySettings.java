package routes.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the loader hears of new objects before it looks for them.
 *
 * @param queue the URL of the SQS queue that S3 tells of new objects; nothing is listened to if it is not set
 * @param pause the least time between two looks at landing that messages cause
 */
public record NotifySettings(Optional<String> queue, Duration pause) {
    /** By the form of queue URLs in the SQS developer guide. A FIFO queue takes no notifications of S3. */
    private static final Pattern QUEUE =
            Pattern.compile("https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9_-]+)*/[A-Za-z0-9_-]{1,80}");

    public NotifySettings {
        AtLeast.check("notify.pause", pause, AtLeast.SHORTEST);
        queue.filter(url -> !QUEUE.matcher(url).matches()).ifPresent(url -> {
            throw new IllegalArgumentException("notify.queue is '" + url
                    + "': expected the URL of a standard queue, such as"
                    + " https://sqs.eu-central-1.amazonaws.com/<account>/<name>. `aws sqs get-queue-url --queue-name"
                    + " <name>` prints it");
        });
    }
}
