package routes.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the messages say, whatever is put into them. */
class MessagesTest {
    private static final Sender SENDER = new Sender("lake-1", 4711, List.of("loader"), "main");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String HOSTILE = "<!channel> & <https://evil|click>\r\nBcc: x@y\u0000 *b* `c` \u202e";

    private static final Webhook NOWHERE =
            new Webhook("alert.x.url", () -> "https://localhost/x", Map.of(), Duration.ofSeconds(1), Clock.systemUTC());

    @Test
    void saysWhatWhereSinceWhenAndWhatToDo() {
        assertThat(new AlertText(SENDER).lines(alert(Alert.State.RAISED, 3, "a key: a reason")))
                .containsExactly(
                        "3 so far, the first: a key: a reason",
                        "Where: loader on lake-1 (pipeline main, process 4711)",
                        "Since: 2026-11-20T12:00:00Z, last seen 2026-11-20T12:00:05Z",
                        "What to do: retry it",
                        "key: dead-letter/objects/orders/1.gz");
    }

    @Test
    void saysThatOccurrencesHaveEndedAndThatTheyAreLeftToDo() {
        assertThat(new AlertText(SENDER).lines(alert(Alert.State.OVER, 3, "a key: a reason")))
                .first()
                .isEqualTo("No more since. There were 3 in all, the first: a key: a reason");
        assertThat(new AlertText(SENDER).lines(alert(Alert.State.OVER, 3, "x"))).contains("What to do: retry it");
    }

    @Test
    void givesSlackPlainTextAlone() throws Exception {
        byte[] json = new SlackChannel(new AlertText(SENDER), NOWHERE).message(alert(Alert.State.RAISED, 1, HOSTILE));

        JsonNode message = new ObjectMapper().readTree(json);
        assertThat(message.get("mrkdwn").asBoolean()).isFalse();
        assertThat(message.get("blocks")).isNotEmpty().allSatisfy(block -> {
            assertThat(block.get("type").asText()).isEqualTo("section");
            assertThat(block.get("text").get("type").asText()).isEqualTo("plain_text");
            assertThat(block.get("text").get("text").asText())
                    .doesNotContain("<")
                    .doesNotContain(">")
                    .hasSizeLessThanOrEqualTo(3_000);
        });
        assertThat(message.get("blocks").get(1).get("text").get("text").asText())
                .startsWith("&lt;!channel&gt; &amp; &lt;https://evil|click&gt;\\u000d Bcc: x@y\\u0000");
    }

    @Test
    void keepsSlacksBoundWhateverIsEscaped() throws Exception {
        byte[] json = new SlackChannel(new AlertText(SENDER), NOWHERE)
                .message(alert(Alert.State.RAISED, 1, "&".repeat(9_000)));

        assertThat(new ObjectMapper().readTree(json).get("blocks"))
                .allSatisfy(block ->
                        assertThat(block.get("text").get("text").asText()).hasSizeLessThanOrEqualTo(3_000));
    }

    @Test
    void givesAWebhookEachThingInAFieldOfItsOwn() throws Exception {
        byte[] json = new WebhookChannel(SENDER, NOWHERE).message(alert(Alert.State.REPEATED, 3, "a key: a reason"));

        assertThat(new ObjectMapper().readTree(json)).isEqualTo(new ObjectMapper().readTree("""
                {"version": 1, "id": "dead-letter/orders/2026-11-20T12:00:00Z", "state": "repeated",
                 "condition": "dead-letter", "severity": "error", "subject": "orders",
                 "title": "Still: Dead letters: orders", "what": "a key: a reason", "advice": "retry it",
                 "since": "2026-11-20T12:00:00Z", "seenAt": "2026-11-20T12:00:05Z", "at": "2026-11-20T12:00:10Z",
                 "count": 3, "subjects": 1, "details": {"key": "dead-letter/objects/orders/1.gz"},
                 "sender": {"host": "lake-1", "pid": 4711, "roles": ["loader"], "pipeline": "main"}}"""));
    }

    @Test
    void letsNobodyPutAHeaderIntoAMail() throws Exception {
        MailServer server =
                new MailServer("localhost", 25, false, false, Optional.empty(), () -> "", Duration.ofSeconds(1));
        MailChannel mail = new MailChannel(
                new AlertText(SENDER), server.session(), "snowline@example.com", List.of("a@example.com"), () -> "");
        Finding hostile = new Finding(Condition.DEAD_LETTER, HOSTILE, HOSTILE, "", Map.of());

        MimeMessage message = mail.write(new Alert(Alert.State.RAISED, hostile, NOON, NOON, 1, 1, NOON));

        message.saveChanges();
        assertThat(message.getSubject())
                .startsWith("[Snowline] Dead letters: <!channel> & <https://evil|click>\\u000d Bcc: x@y\\u0000");
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    private static Alert alert(Alert.State state, long count, String what) {
        Finding finding = new Finding(
                Condition.DEAD_LETTER, "orders", what, "retry it", Map.of("key", "dead-letter/objects/orders/1.gz"));
        return new Alert(state, finding, NOON, NOON.plusSeconds(5), count, 1, NOON.plusSeconds(10));
    }
}
