package routes.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A table with a caption, a head for each column and one for each row; it scrolls on its own where it is too wide. */
final class TableOf {
    private final String caption;
    private final String[] heads;
    private final Set<String> numbers;
    private final List<Html> rows = new ArrayList<>();

    /**
     * Creates it.
     *
     * @param caption says what it shows; differs from those of other tables of the page
     * @param numbers the heads of columns that hold numbers
     */
    TableOf(String caption, Set<String> numbers, String... heads) {
        this.caption = caption;
        this.numbers = numbers;
        this.heads = heads;
    }

    /** Adds a row; its first cell names it. */
    TableOf add(Object... cells) {
        List<Html> row = new ArrayList<>();
        row.add(Html.of("<th scope=\"row\">{}</th>", cells[0]));
        for (int i = 1; i < cells.length; i++) {
            row.add(Html.of(numbers.contains(heads[i]) ? "<td class=\"n\">{}</td>" : "<td>{}</td>", cells[i]));
        }
        rows.add(Html.of("<tr>{}</tr>\n", Html.of(row.stream())));
        return this;
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
                .map(name -> Html.of(
                        numbers.contains(name) ? "<th scope=\"col\" class=\"n\">{}</th>" : "<th scope=\"col\">{}</th>",
                        name)));
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
