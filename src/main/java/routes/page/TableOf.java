package routes.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table with a caption, a head for each column and one for each row; it scrolls on its own where it is too wide. */
final class TableOf {
    private final String caption;
    private final String[] heads;
    private final List<Html> rows = new ArrayList<>();

    /**
     * Creates it.
     *
     * @param caption says what it shows; differs from those of other tables of the page
     * @param heads of its columns, with {@code #} before those of numbers
     */
    TableOf(String caption, String... heads) {
        this.caption = caption;
        this.heads = heads;
    }

    /** Adds a row; its first cell names it. */
    TableOf add(Object... cells) {
        List<Html> row = new ArrayList<>();
        row.add(Html.of("<th scope=\"row\">{}</th>", cells[0]));
        for (int i = 1; i < cells.length; i++) {
            row.add(Html.of(isNumber(heads[i]) ? "<td class=\"n\">{}</td>" : "<td>{}</td>", cells[i]));
        }
        rows.add(Html.of("<tr>{}</tr>\n", Html.of(row.stream())));
        return this;
    }

    private static boolean isNumber(String head) {
        return head.startsWith("#");
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table; a sentence in its place if it has no rows. */
    Html or(String nothing) {
        if (rows.isEmpty()) {
            return Html.of("<p>{}</p>\n", nothing);
        }
        Html head = Html.of(Arrays.stream(heads)
                .map(name -> isNumber(name)
                        ? Html.of("<th scope=\"col\" class=\"n\">{}</th>", name.substring(1))
                        : Html.of("<th scope=\"col\">{}</th>", name)));
        return Html.of("""
                <div class="scroll" role="region" aria-label="{}" tabindex="0">
                <table>
                <caption>{}</caption>
                <thead><tr>{}</tr></thead>
                <tbody>
                {}</tbody>
                </table>
                </div>
                """, caption, caption, head, Html.of(rows.stream()));
    }
}
