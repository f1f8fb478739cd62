package routes.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.delivery.Source;
import routes.text.CountedText;

/**
 * A log that a pattern of the user's describes: the whole entry must match, and each group is a member. A group that took no
 * part, and a minus sign, become null.
 *
 * <p>A pattern that goes back and forth without end is stopped by counting what it reads, so an unlucky line cannot hold up
 * those behind it.
 */
final class PatternLogFormat implements EntryFormat {
    /** Characters of an entry that a match may read, those it reads again included. */
    static final int MAX_READS = 20_000_000;

    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final Pattern pattern;
    private final Columns columns;

    /** Takes the pattern and a name for each of its groups. */
    PatternLogFormat(Pattern pattern, Columns columns) {
        this.pattern = pattern;
        this.columns = columns;
    }

    /** The named groups of a pattern in order. */
    static List<String> groupNames(Pattern pattern) {
        // A matcher tells which groups there are only once it has matched: the empty alternative does.
        Matcher matcher = Pattern.compile("|" + pattern.pattern()).matcher("");
        matcher.matches();
        return GROUP_NAME
                .matcher(pattern.pattern())
                .results()
                .map(found -> found.group(1))
                .filter(name -> isGroup(matcher, name))
                .distinct()
                .toList();
    }

    private static boolean isGroup(Matcher matched, String name) {
        try {
            return matched.start(name) <= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Writer writer(Source source) {
        return new Writer() {
            @Override
            Optional<String> write(Entries entries, int entry, JsonBuffer out) {
                return entries.isUtf8(entry) ? groups(text(entries, entry), out) : Optional.of(Columns.NOT_UTF8);
            }
        };
    }

    private static String text(Entries entries, int entry) {
        int from = entries.from(entry);
        return new String(entries.data(), from, entries.to(entry) - from, StandardCharsets.UTF_8);
    }

    private Optional<String> groups(String text, JsonBuffer out) {
        Matcher matcher = pattern.matcher(new CountedText(text, MAX_READS));
        try {
            if (!matcher.matches()) {
                return Optional.of("no match for match-pattern");
            }
        } catch (CountedText.TooManyReadsException | StackOverflowError e) {
            return Optional.of("match-pattern takes too long or too much memory for it");
        }
        for (int i = 0; i < columns.count(); i++) {
            String value = matcher.group(i + 1);
            byte[] data = value == null ? new byte[] {'-'} : value.getBytes(StandardCharsets.UTF_8);
            columns.logValue(i, data, 0, data.length, out);
        }
        out.raw('}');
        return Optional.empty();
    }
}
