package local.firehose;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one object, {@code <stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid>}, in which the time is the arrival of its
 * oldest record, in UTC. Source: docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html.
 *
 * @param text the name without prefix and suffix; safe as a file name
 * @param oldest the arrival of the oldest record, to the second
 */
record ObjectName(String text, LocalDateTime oldest) {

    private static final String VERSION = "1";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss");
    private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/");
    private static final Pattern NAME = Pattern.compile(
            "(?<stream>.+)-" + VERSION + "-(?<time>\\d{4}(-\\d\\d){5})-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern EXPRESSION = Pattern.compile("!\\{(?<namespace>[^:}]*):(?<value>[^}]*)}");

    static ObjectName fresh(DeliveryStream stream, Instant oldest) {
        LocalDateTime time = LocalDateTime.ofInstant(oldest, ZoneOffset.UTC);
        return new ObjectName(
                stream.name() + "-" + VERSION + "-" + SECONDS.format(time) + "-" + UUID.randomUUID(), time);
    }

    /** @throws IllegalArgumentException if the text is no name that {@link #fresh} gives */
    static ObjectName parse(String text) {
        Matcher matcher = NAME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not the name of an object");
        }
        return new ObjectName(text, LocalDateTime.parse(matcher.group("time"), SECONDS));
    }

    /**
     * The key of the object in a stream.
     *
     * @throws IllegalArgumentException if the prefix has an expression other than {@code timestamp}
     */
    String key(DeliveryStream stream) {
        String suffix = stream.gzip() ? ".gz" : "";
        Matcher matcher = EXPRESSION.matcher(stream.prefix());
        if (!matcher.find()) {
            return stream.prefix() + HOURS.format(oldest) + text + suffix;
        }
        StringBuilder prefix = new StringBuilder();
        do {
            if (!matcher.group("namespace").equals("timestamp")) {
                throw new IllegalArgumentException("The prefix of " + stream.name()
                        + " has an expression other than !{timestamp:…}, which is the only one known here");
            }
            matcher.appendReplacement(
                    prefix,
                    Matcher.quoteReplacement(
                            DateTimeFormatter.ofPattern(matcher.group("value")).format(oldest)));
        } while (matcher.find());
        return matcher.appendTail(prefix) + text + suffix;
    }
}
