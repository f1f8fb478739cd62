package routes.alert;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header Retry-After by RFC 9110, section 10.2.3: seconds or a date. */
final class RetryAfter {
    /** No channel may silence itself for longer. */
    static final Duration MOST = Duration.ofMinutes(15);

    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** How long to wait, {@link #MOST} at most; empty if it cannot be read. */
    static Optional<Duration> parse(String header, Clock clock) {
        String text = header.trim();
        if (!text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(bounded(Duration.between(clock.instant(), date.toInstant())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
