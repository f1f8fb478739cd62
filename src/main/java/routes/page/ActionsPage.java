package routes.page;

import java.util.List;
import routes.operate.Action;

/** What people asked for, and what came of it. */
public final class ActionsPage {
    private ActionsPage() {}

    /** The list. */
    public static Html of(Frame frame, List<Action> actions) {
        return frame.page(
                "/actions",
                "Actions",
                Html.of(
                        "<p>The latest of this process; its log has them all.</p>\n{}",
                        table(actions, actions.size())
                                .or("Nobody has asked for anything since this process started.")));
    }

    /** One of them. */
    public static Html of(Frame frame, Action action) {
        return frame.page(
                "/actions", "Action " + action.id(), table(List.of(action), 1).or(""));
    }

    static TableOf table(List<Action> actions, int most) {
        TableOf table = new TableOf(
                "What people asked for", "Asked at", "What", "Of", "By", "How it stands", "What came of it", "Ended");
        actions.stream()
                .limit(most)
                .forEach(action -> table.add(
                        Html.of("<a href=\"/actions/{}\">{}</a>", action.id(), Words.time(action.startedAt())),
                        action.verb(),
                        action.target(),
                        action.by(),
                        Frame.mark(action.outcome()),
                        action.message(),
                        Words.time(action.endedAt())));
        return table;
    }
}
