package routes.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Posts alerts to an incoming webhook of Slack. All text is plain text, in which Slack makes nothing of signs; the three
 * that it asks to be escaped are. Thread-safe.
 */
public final class SlackChannel {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Of a text in a section, by Slack's reference of blocks. */
    private static final int MOST_OF_TEXT = 3_000;

    private final AlertText text;
    private final Webhook webhook;

    /** Takes the words, and where they go. */
    public SlackChannel(AlertText text, Webhook webhook) {
        webhook.check();
        this.text = text;
        this.webhook = webhook;
    }

    /**
     * Sends, once.
     *
     * @throws ChannelException if Slack did not take it
     */
    public void send(Alert alert) throws ChannelException {
        webhook.post(message(alert));
    }

    byte[] message(Alert alert) {
        String title = sign(alert) + " " + escaped(text.title(alert));
        ObjectNode message = JSON.createObjectNode();
        // What notifications show.
        message.put("text", title);
        message.put("mrkdwn", false);
        message.put("unfurl_links", false);
        message.put("unfurl_media", false);
        ArrayNode blocks = message.putArray("blocks");
        section(blocks, title);
        text.lines(alert).forEach(line -> section(blocks, escaped(line)));
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always writable", e);
        }
    }

    private static String sign(Alert alert) {
        if (alert.state() == Alert.State.OVER) {
            return "\u2705";
        }
        return switch (alert.finding().condition().severity()) {
            case ERROR -> "\uD83D\uDD34";
            case WARNING -> "\uD83D\uDFE0";
            case INFO -> "\u2139";
        };
    }

    private static void section(ArrayNode blocks, String line) {
        ObjectNode section = blocks.addObject().put("type", "section");
        section.putObject("text")
                .put("type", "plain_text")
                .put("text", cut(line))
                .put("emoji", false);
    }

    private static String cut(String line) {
        return line.length() <= MOST_OF_TEXT ? line : line.substring(0, MOST_OF_TEXT - 1) + "…";
    }

    private static String escaped(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
