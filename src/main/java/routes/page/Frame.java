package routes.page;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is around each page: its title, the way to the others, who looks on.
 *
 * @param pipeline whose pages these are
 * @param visitor who looks at them
 * @param maySteer whether this person is shown what can be done
 * @param now when
 */
public record Frame(String pipeline, String visitor, boolean maySteer, Instant now) {
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("/", "Overview");
        PAGES.put("/batches", "Batches");
        PAGES.put("/dead-letters", "Dead letters");
        PAGES.put("/actions", "Actions");
        PAGES.put("/hawtio/", "Routes in Hawtio");
    }

    /**
     * A whole page.
     *
     * @param path of the page among those that all pages link to, or of the one it belongs to
     */
    Html page(String path, String title, Html content) {
        Html links = Html.of(PAGES.entrySet().stream()
                .map(page -> Html.of(
                        page.getKey().equals(path)
                                ? "<li><a href=\"{}\" aria-current=\"page\">{}</a></li>"
                                : "<li><a href=\"{}\">{}</a></li>",
                        page.getKey(),
                        page.getValue())));
        return Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{} – Snowline {}</title>
                <link rel="stylesheet" href="/snowline/style.css">
                <link rel="icon" href="data:,">
                <script src="/snowline/steer.js" defer></script>
                </head>
                <body>
                <a class="skip" href="#content">Skip to the content</a>
                <header>
                <p class="name">Snowline, pipeline {}</p>
                <nav aria-label="Pages"><ul>{}</ul></nav>
                </header>
                <main id="content" tabindex="-1">
                <h1>{}</h1>
                <p id="said" role="status"></p>
                {}
                </main>
                <footer><p>As of {} UTC, for {}{}. All times are in UTC. Load the page again to see what is new.</p></footer>
                </body>
                </html>
                """,
                title,
                pipeline,
                pipeline,
                links,
                title,
                content,
                Words.time(now),
                visitor,
                maySteer ? "" : ", who may look and not act");
    }

    /** What is not known, aloud; nothing if all is. */
    static Html problem(String problem) {
        return problem == null
                ? Html.NONE
                : Html.of("<p class=\"note bad\"><strong>Not all is known.</strong> {}</p>\n", problem);
    }

    /**
     * A button that asks the server to do something. Without scripts it stays hidden, and the command is told.
     *
     * @param post where to
     * @param label what the button says
     * @param ask what the person is asked first; empty to ask nothing
     * @param fields what else goes with it: inputs
     */
    Html button(String post, String label, String ask, Html fields) {
        return maySteer
                ? Html.of(
                        "<form data-post=\"{}\" data-ask=\"{}\" hidden>{}<button type=\"submit\">{}</button></form>\n",
                        post,
                        ask,
                        fields,
                        label)
                : Html.NONE;
    }

    /** How to do it where there are no scripts. */
    Html command(String command) {
        return maySteer ? Html.of("""
                <noscript><p>Buttons need scripts. On the host: <code>java -jar snowline.jar {}</code></p></noscript>
                """, command) : Html.NONE;
    }

    /** A status, said in a word and by a colour. */
    static Html mark(Object word) {
        String text = String.valueOf(word).toLowerCase(java.util.Locale.ROOT);
        String colour =
                switch (text) {
                    case "held", "stopped", "failed", "load_failed" -> "bad";
                    case "unfinished", "paused", "suspended", "waiting", "running", "committed", "partially_loaded" ->
                        "warn";
                    case "loaded", "claiming", "done", "archived" -> "good";
                    default -> "plain";
                };
        return Html.of("<span class=\"mark {}\">{}</span>", colour, text);
    }

    /** Where a batch is told of. */
    static Html batch(String id) {
        return id == null ? Html.of("{}", id) : Html.of("<a href=\"/batches/{}\">{}</a>", id, id);
    }
}
