package routes.page;

/** Why there is no such page, and where to go on. */
public final class ProblemPage {
    private ProblemPage() {}

    /** The whole page. */
    public static Html of(Frame frame, String title, String detail) {
        return frame.page("", title, Html.of("<p class=\"note bad\">{}</p>\n", detail));
    }
}
