package routes.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import routes.operate.BatchPage;

/** The list of batches, with a form to choose among them. */
public final class BatchesPage {
    private BatchesPage() {}

    /**
     * The whole page.
     *
     * @param parameters those that were asked for
     */
    public static Html of(Frame frame, BatchPage page, Map<String, String> parameters) {
        return frame.page(
                "/batches",
                "Batches",
                Html.of(
                        "{}{}{}{}",
                        form(parameters),
                        Frame.problem(page.problem()),
                        BatchTable.of("Batches, the newest first", page.batches())
                                .or("There are no such batches."),
                        page.next() == null
                                ? Html.NONE
                                : Html.of(
                                        "<p><a href=\"/batches{}\" rel=\"next\">Older batches</a></p>\n",
                                        Url.next(parameters, page.next()))));
    }

    private static Html form(Map<String, String> parameters) {
        String chosen = parameters.getOrDefault("status", "");
        Html statuses = Html.of(Stream.of("", "unfinished", "loaded", "held")
                .map(status -> Html.of(
                        status.equals(chosen)
                                ? "<option value=\"{}\" selected>{}</option>"
                                : "<option value=\"{}\">{}</option>",
                        status,
                        status.isEmpty() ? "any" : status)));
        return Html.of(
                """
                <form method="get" action="/batches" class="choose" aria-label="Choose batches">
                <label>Status <select name="status">{}</select></label>
                <label>Feed <input name="feed" value="{}" size="12" autocomplete="off"></label>
                <label>Since (UTC) <input name="since" value="{}" size="20" placeholder="2026-11-20T09:30:00Z"></label>
                <label>Until (UTC) <input name="until" value="{}" size="20" placeholder="2026-11-21"></label>
                <button type="submit">Show</button>
                </form>
                """,
                List.of(statuses),
                parameters.getOrDefault("feed", ""),
                parameters.getOrDefault("since", ""),
                parameters.getOrDefault("until", ""));
    }
}
