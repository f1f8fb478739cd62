package routes.tail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.TimeUtils;
import routes.delivery.FirehoseLimits;
import routes.text.EntryStart;
import routes.text.Printable;

/**
 * Follows growing log files: {@code tail:orders?files=/var/log/shop/*.log&checkpoint=/var/lib/snowline&agentId=web-1}.
 *
 * <p>Options beside {@code files}, {@code checkpoint} and {@code agentId}, which are required: {@code scan} (1s),
 * {@code linger} (500ms), {@code inFlight} (2), {@code batch} (bytes, 3000000), {@code budget} (bytes, 67108864),
 * {@code catchUp} (bytes, 16777216), {@code flush} (5s), {@code grace} (1m), {@code skipHeaderLines} (0), {@code fingerprint} (bytes, 1024), {@code entryStart} (a regular
 * expression), {@code entryWait} (5s), {@code unfinishedAfter} (a time), {@code beginAtEnd} (false). Times are Camel's:
 * {@code 500ms}, {@code 1s}, {@code 1m}. An unknown option or a wrong value fails the start with its name.
 */
public final class TailComponent extends DefaultComponent {
    private static final long DEFAULT_BUDGET = 64L * 1024 * 1024;
    private static final long DEFAULT_CATCH_UP = 16L * 1024 * 1024;
    private static final int DEFAULT_IN_FLIGHT = 2;
    private static final int DEFAULT_FINGERPRINT = 1024;

    @Override
    protected Endpoint createEndpoint(String uri, String feed, Map<String, Object> parameters) {
        TailOptions options = new TailOptions(
                feed,
                required(parameters, "files"),
                Path.of(required(parameters, "checkpoint")),
                required(parameters, "agentId"),
                time(parameters, "scan", "1s"),
                time(parameters, "linger", "500ms"),
                (int) number(parameters, "inFlight", DEFAULT_IN_FLIGHT, Integer.MAX_VALUE),
                (int) number(parameters, "batch", FirehoseLimits.FULL_BATCH_BYTES, Integer.MAX_VALUE),
                number(parameters, "budget", DEFAULT_BUDGET, Long.MAX_VALUE),
                number(parameters, "catchUp", DEFAULT_CATCH_UP, Long.MAX_VALUE),
                time(parameters, "flush", "5s"),
                time(parameters, "grace", "1m"),
                (int) number(parameters, "skipHeaderLines", 0, Integer.MAX_VALUE),
                (int) number(parameters, "fingerprint", DEFAULT_FINGERPRINT, Integer.MAX_VALUE),
                entryStart(parameters),
                time(parameters, "entryWait", "5s"),
                parameters.containsKey("unfinishedAfter")
                        ? Optional.of(time(parameters, "unfinishedAfter", ""))
                        : Optional.empty(),
                truth(parameters, "beginAtEnd"));
        return new TailEndpoint(uri, this, options);
    }

    private String required(Map<String, Object> parameters, String name) {
        String value = getAndRemoveParameter(parameters, name, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("Option of tail: " + name + " is required");
        }
        return value;
    }

    private Duration time(Map<String, Object> parameters, String name, String otherwise) {
        String value = getAndRemoveParameter(parameters, name, String.class, otherwise);
        try {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(value));
        } catch (IllegalArgumentException e) {
            throw wrong(name, value, "a time such as 500ms, 1s or 1m", e);
        }
    }

    private Optional<EntryStart> entryStart(Map<String, Object> parameters) {
        String pattern = getAndRemoveParameter(parameters, "entryStart", String.class);
        try {
            return Optional.ofNullable(pattern).map(Pattern::compile).map(EntryStart::new);
        } catch (PatternSyntaxException e) {
            throw wrong("entryStart", pattern, "a regular expression: " + Printable.of(e.getDescription()), e);
        }
    }

    private boolean truth(Map<String, Object> parameters, String name) {
        String value = getAndRemoveParameter(parameters, name, String.class, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name, value, "true or false", null);
        }
        return value.equals("true");
    }

    private long number(Map<String, Object> parameters, String name, long otherwise, long most) {
        String value = getAndRemoveParameter(parameters, name, String.class, Long.toString(otherwise));
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a whole number", e);
        }
        throw wrong(name, value, "0 to " + most, null);
    }

    private static IllegalArgumentException wrong(String name, String value, String expected, Exception cause) {
        return new IllegalArgumentException(
                "Option of tail: " + name + " is '" + Printable.of(value) + "', expected " + expected, cause);
    }
}
