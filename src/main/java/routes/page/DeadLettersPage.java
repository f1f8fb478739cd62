package routes.page;

import java.util.Map;
import java.util.stream.Stream;
import routes.deadletter.DeadLetter;
import routes.deadletter.DeadLetterList;
import routes.deadletter.RetryAll;
import routes.deadletter.Sidecar;

/** Dead letters: a list with a form to choose among them, and one of them. */
public final class DeadLettersPage {
    private static final String ROOT = "dead-letter/";

    private DeadLettersPage() {}

    /**
     * The list.
     *
     * @param parameters those that were asked for
     */
    public static Html of(Frame frame, DeadLetterList.Page page, Map<String, String> parameters) {
        TableOf table = new TableOf(
                "Dead letters in the order of their keys",
                "Key",
                "Why",
                "Feed",
                "Came from",
                "#Size",
                "#Tries",
                "First set aside");
        for (DeadLetter letter : page.letters()) {
            Sidecar sidecar = letter.sidecar();
            table.add(
                    link(letter.key()),
                    sidecar == null ? letter.problem() : sidecar.reason(),
                    sidecar == null ? letter.feed() : sidecar.feed(),
                    sidecar == null ? null : Html.of("<code>{}</code>", sidecar.origin()),
                    Words.bytes(letter.size()),
                    sidecar == null ? null : sidecar.attempts(),
                    Words.time(sidecar == null ? letter.storedAt() : sidecar.foundAt()));
        }
        return frame.page(
                "/dead-letters",
                "Dead letters",
                Html.of(
                        "{}{}{}{}",
                        form(parameters),
                        table.or("There are no such dead letters, as far as was looked."),
                        page.next() == null
                                ? Html.NONE
                                : Html.of(
                                        "<p><a href=\"/dead-letters{}\" rel=\"next\">More dead letters</a></p>\n",
                                        Url.next(parameters, page.next())),
                        retryAll(frame, parameters)));
    }

    /** One of them. */
    public static Html of(Frame frame, DeadLetter letter) {
        Sidecar sidecar = letter.sidecar();
        Html why = sidecar == null
                ? Frame.problem(letter.problem())
                : Html.of(
                        """
                <dl>
                <dt>Why it is here</dt><dd>{}</dd>
                <dt>What to do</dt><dd>{}</dd>
                <dt>Feed</dt><dd>{}</dd>
                <dt>Came from</dt><dd><code>{}</code></dd>
                <dt>Batch</dt><dd>{}</dd>
                <dt>Tries</dt><dd>{}</dd>
                <dt>Bytes in its file</dt><dd>{} to {}</dd>
                <dt>First set aside</dt><dd>{}</dd>
                </dl>
                """,
                        sidecar.reason(),
                        sidecar.advice(),
                        sidecar.feed(),
                        sidecar.origin(),
                        sidecar.batchId() != null && routes.batch.BatchId.matches(sidecar.batchId())
                                ? Frame.batch(sidecar.batchId())
                                : sidecar.batchId(),
                        sidecar.attempts(),
                        sidecar.fromByte(),
                        sidecar.toByte(),
                        Words.time(sidecar.foundAt()));
        Html field = Html.of("<input type=\"hidden\" name=\"key\" value=\"{}\">", letter.key());
        return frame.page(
                "/dead-letters",
                "Dead letter",
                Html.of(
                        """
                {}<dl>
                <dt>Key</dt><dd><code>{}</code></dd>
                <dt>Size</dt><dd>{}</dd>
                <dt>Stored</dt><dd>{}</dd>
                </dl>
                {}{}""",
                        why,
                        letter.key(),
                        Words.bytes(letter.size()),
                        Words.time(letter.storedAt()),
                        letter.kind().equals(DeadLetter.OBJECTS)
                                ? frame.button(
                                        "/dead-letters/retry",
                                        "Put it back into landing",
                                        "Put this object back into landing, where the next batch takes it?",
                                        field)
                                : Html.of(
                                        "<p>A line cannot be put back: append it, mended, to a file of its feed.</p>\n"),
                        letter.kind().equals(DeadLetter.OBJECTS) ? frame.command("retry " + letter.key()) : Html.NONE));
    }

    /** Where a key is told of, if it is a dead letter's; else the key. */
    static Html link(String key) {
        return key != null && DeadLetterList.isKey(key)
                ? Html.of("<a href=\"/dead-letters/{}\"><code>{}</code></a>", key.substring(ROOT.length()), key)
                : Html.of("<code>{}</code>", key);
    }

    private static Html form(Map<String, String> parameters) {
        String chosen = parameters.getOrDefault("kind", "");
        Html kinds = Html.of(Stream.of("", DeadLetter.OBJECTS, DeadLetter.LINES)
                .map(kind -> Html.of(
                        kind.equals(chosen)
                                ? "<option value=\"{}\" selected>{}</option>"
                                : "<option value=\"{}\">{}</option>",
                        kind,
                        kind.isEmpty() ? "any" : kind)));
        return Html.of("""
                <form method="get" action="/dead-letters" class="choose" aria-label="Choose dead letters">
                <label>Reason holds <input name="reason" value="{}" size="30"></label>
                <label>Feed <input name="feed" value="{}" size="12" autocomplete="off"></label>
                <label>Kind <select name="kind">{}</select></label>
                <button type="submit">Show</button>
                </form>
                """, parameters.getOrDefault("reason", ""), parameters.getOrDefault("feed", ""), kinds);
    }

    private static Html retryAll(Frame frame, Map<String, String> parameters) {
        String reason = parameters.getOrDefault("reason", "");
        if (reason.isBlank()) {
            return Html.NONE;
        }
        Html fields = Html.of(
                "<input type=\"hidden\" name=\"reason\" value=\"{}\"><input type=\"hidden\" name=\"feed\" value=\"{}\">",
                reason,
                parameters.getOrDefault("feed", ""));
        return Html.of(
                "<h2>What can be done</h2>\n{}{}",
                frame.button(
                        "/dead-letters/retry",
                        "Put up to " + RetryAll.MOST + " objects with this reason back into landing",
                        "Put the objects whose reason holds '" + reason + "' back into landing?",
                        fields),
                frame.command("retry --reason '" + reason + "'"));
    }
}
