package routes.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An alert in words: a title, and what happened, where, since when, and what to do. Plain text without markup. */
public final class AlertText {
    private final Sender sender;

    public AlertText(Sender sender) {
        this.sender = sender;
    }

    /** One line: {@code Dead letters: orders}. */
    public String title(Alert alert) {
        String title =
                alert.finding().condition().title() + ": " + alert.finding().subject();
        return switch (alert.state()) {
            case RAISED -> title;
            case REPEATED -> "Still: " + title;
            case OVER -> "Over: " + title;
            case TEST -> "Snowline: a test of the alerts";
        };
    }

    /** A few lines, one thing each. */
    public List<String> lines(Alert alert) {
        Finding finding = alert.finding();
        List<String> lines = new ArrayList<>();
        lines.add(what(alert));
        lines.add("Where: " + sender);
        lines.add("Since: " + seconds(alert.since()) + ", last seen " + seconds(alert.seenAt()));
        if (!finding.advice().isEmpty() && isToDo(alert)) {
            lines.add("What to do: " + finding.advice());
        }
        if (!finding.details().isEmpty()) {
            lines.add(finding.details().entrySet().stream()
                    .map(detail -> detail.getKey() + ": " + detail.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return lines;
    }

    /** What was set aside stays to be dealt with when nothing follows it any more. */
    private static boolean isToDo(Alert alert) {
        return alert.state() != Alert.State.OVER || !alert.finding().condition().isLasting();
    }

    private static String what(Alert alert) {
        Finding finding = alert.finding();
        String what = finding.what();
        if (alert.state() == Alert.State.OVER) {
            return finding.condition().isLasting()
                    ? "This is over. It was: " + what
                    : (finding.advice().isEmpty() ? "All dealt with. " : "No more since. ") + "There were "
                            + alert.count() + " in all, the first: " + what;
        }
        return alert.count() > 1 ? alert.count() + " so far, the first: " + what : what;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
