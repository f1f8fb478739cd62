package routes.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import routes.text.Printable;

/**
 * A condition that was met, before anybody is told. Foreign text in it is made safe to print and cut to
 * {@value #MOST} characters when it is made.
 *
 * @param condition the condition
 * @param subject what it is about: a feed, a batch; one alert is open for each condition and subject
 * @param what what happened, a sentence
 * @param advice what to do, with the command where there is one
 * @param details names and values for programs: {@code batch}, {@code key}, {@code reason}
 */
public record Finding(Condition condition, String subject, String what, String advice, Map<String, String> details) {
    static final int MOST = 500;
    private static final int MOST_OF_SUBJECT = 80;

    public Finding {
        subject = safe(subject, MOST_OF_SUBJECT);
        what = safe(what, MOST);
        advice = safe(advice, MOST);
        Map<String, String> safe = new LinkedHashMap<>();
        details.forEach((name, value) -> safe.put(name, safe(value, MOST)));
        details = java.util.Collections.unmodifiableMap(safe);
    }

    /** One about something else. */
    Finding of(String another) {
        return new Finding(condition, another, what, advice, details);
    }

    /** The same, with nothing left to do. */
    Finding settled() {
        return new Finding(condition, subject, what, "", details);
    }

    private static String safe(String foreign, int most) {
        String text = String.valueOf(foreign);
        if (text.codePointCount(0, text.length()) <= most) {
            return Printable.of(text);
        }
        return Printable.of(text.substring(0, text.offsetByCodePoints(0, most - 1))) + "…";
    }
}
