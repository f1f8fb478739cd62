package routes.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;

/** Posts alerts as JSON, of the form that docs/alerts.md tells of. Thread-safe. */
public final class WebhookChannel {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Raised when a field changes its meaning or goes; new fields do not raise it. */
    private static final int VERSION = 1;

    private final Sender sender;
    private final AlertText text;
    private final Webhook webhook;

    /** Takes who sends, and where to. */
    public WebhookChannel(Sender sender, Webhook webhook) {
        webhook.check();
        this.sender = sender;
        this.text = new AlertText(sender);
        this.webhook = webhook;
    }

    /**
     * Sends, once.
     *
     * @throws ChannelException if it was not taken
     */
    public void send(Alert alert) throws ChannelException {
        webhook.post(message(alert));
    }

    byte[] message(Alert alert) {
        Finding finding = alert.finding();
        try {
            return JSON.writeValueAsBytes(new Message(
                    VERSION,
                    alert.id(),
                    alert.state().key(),
                    finding.condition().key(),
                    finding.condition().severity().name().toLowerCase(Locale.ROOT),
                    finding.subject(),
                    text.title(alert),
                    finding.what(),
                    finding.advice(),
                    alert.since().toString(),
                    alert.seenAt().toString(),
                    alert.at().toString(),
                    alert.count(),
                    alert.subjects(),
                    finding.details(),
                    sender));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of text and numbers are always writable", e);
        }
    }

    private record Message(
            int version,
            String id,
            String state,
            String condition,
            String severity,
            String subject,
            String title,
            String what,
            String advice,
            String since,
            String seenAt,
            String at,
            long count,
            int subjects,
            Map<String, String> details,
            Sender sender) {}
}
