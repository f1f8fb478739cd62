package routes.page;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.text.Printable;

/**
 * A piece of HTML. It is made of templates that stand in the code, and of values, which come from anywhere and are escaped:
 * only what is an {@code Html} already is taken as it is. Immutable.
 */
public final class Html {
    /** Nothing. */
    static final Html NONE = new Html("");

    private static final String PLACE = "{}";

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /**
     * Fills a template.
     *
     * @param template HTML with {@code {}} where values go: as text, or inside an attribute's double quotes
     * @param values text, numbers, pieces of HTML or collections of these; null becomes a dash
     */
    static Html of(String template, Object... values) {
        StringBuilder filled = new StringBuilder(template.length() + 64);
        int from = 0;
        for (Object value : values) {
            int place = template.indexOf(PLACE, from);
            if (place < 0) {
                throw new IllegalArgumentException("more values than places in " + template);
            }
            filled.append(template, from, place).append(markup(value));
            from = place + PLACE.length();
        }
        if (template.indexOf(PLACE, from) >= 0) {
            throw new IllegalArgumentException("fewer values than places in " + template);
        }
        return new Html(filled.append(template, from, template.length()).toString());
    }

    /** One piece after the other. */
    static Html of(Stream<Html> pieces) {
        return new Html(pieces.map(piece -> piece.markup).collect(Collectors.joining()));
    }

    private static String markup(Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Html html) {
            return html.markup;
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(Html::markup).collect(Collectors.joining(", "));
        }
        return escaped(Printable.whole(value));
    }

    /** By the HTML standard's rules for text and for attributes in quotes. */
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** The HTML as text. */
    @Override
    public String toString() {
        return markup;
    }
}
