package routes.format;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import routes.settings.FeedSettings;
import routes.settings.Format;
import routes.settings.SettingsException;
import routes.text.EntryStart;

/** Makes the format of a feed from its options, and refuses options that say nothing together. */
final class FeedFormats {
    private final FeedSettings feed;
    private final Format format;
    private final CamelContext camel;

    private FeedFormats(FeedSettings feed, CamelContext camel) {
        this.feed = feed;
        this.format = feed.format().orElse(Format.RAW);
        this.camel = camel;
    }

    /**
     * Makes it.
     *
     * @param host names this host where metadata is asked for
     * @param buffers lent to conversions
     * @throws SettingsException naming the option that cannot be used
     */
    static FeedFormat of(FeedSettings feed, String host, CamelContext camel, JsonBuffers buffers) {
        FeedFormats options = new FeedFormats(feed, camel);
        options.refuseWhatTheFormatIgnores();
        boolean hasMetadata = feed.metadata().orElse(false);
        Optional<EntryStart> start = feed.multiLineStartPattern()
                .map(pattern -> new EntryStart(options.pattern("multi-line-start-pattern", pattern)));
        return new FeedFormat(options.entryFormat(), start, Optional.of(host).filter(name -> hasMetadata), buffers);
    }

    private void refuseWhatTheFormatIgnores() {
        allow(feed.delimiter(), "delimiter", Format.CSVTOJSON);
        allow(feed.customFieldNames(), "custom-field-names", Format.CSVTOJSON, Format.LOGTOJSON);
        allow(feed.logFormat(), "log-format", Format.LOGTOJSON);
        allow(feed.matchPattern(), "match-pattern", Format.LOGTOJSON);
    }

    private void allow(Optional<?> option, String name, Format first, Format... more) {
        Set<Format> formats = EnumSet.of(first, more);
        if (option.isPresent() && !formats.contains(format)) {
            throw new SettingsException("Property " + key(name) + " is set, but " + key("format") + " is " + format
                    + ", which has no use for it: expected the format "
                    + formats.stream().map(Format::name).collect(Collectors.joining(" or ")) + ", or no " + name + ".");
        }
    }

    private EntryFormat entryFormat() {
        return switch (format) {
            case RAW -> new TextFormat();
            case SINGLELINE -> singleLine();
            case CSVTOJSON -> csv();
            case LOGTOJSON -> feed.matchPattern().isPresent() ? patternLog() : apacheLog();
        };
    }

    private EntryFormat singleLine() {
        if (feed.multiLineStartPattern().isEmpty()) {
            throw new SettingsException("Property " + key("multi-line-start-pattern") + " is not set, but "
                    + key("format") + " is SINGLELINE: expected a pattern for the first of the lines to join.");
        }
        return new SingleLineFormat(feed.metadata().orElse(false));
    }

    private EntryFormat csv() {
        if (feed.customFieldNames().isEmpty() && feed.skipHeaderLines().orElse(0) < 1) {
            throw new SettingsException("Property " + key("custom-field-names") + " is not set, but " + key("format")
                    + " is CSVTOJSON: expected the names of the columns, or 1 or more for " + key("skip-header-lines")
                    + " if the last line of each file's header names them.");
        }
        char delimiter = delimiter(feed.delimiter().orElse(","));
        return new CsvFormat(
                delimiter,
                new CsvRows(camel, delimiter),
                feed.customFieldNames().map(this::columns));
    }

    private char delimiter(String text) {
        String meant =
                switch (text) {
                    case "tab", "\\t" -> "\t";
                    case "space" -> " ";
                    default -> text;
                };
        char first = meant.charAt(0);
        if (meant.length() > 1 || first == '"' || first == '\n' || first == '\r' || Character.isSurrogate(first)) {
            throw unusable("delimiter", text, "one character other than a quote, or the word tab or space");
        }
        return first;
    }

    private EntryFormat apacheLog() {
        ApacheLogFormat.Log log = log().orElseThrow(() -> new SettingsException("Property " + key("log-format")
                + " is not set, but " + key("format") + " is LOGTOJSON: expected " + logs() + ", or a pattern for "
                + key("match-pattern") + "."));
        List<String> names = feed.customFieldNames().orElse(log.fields());
        if (names.size() != log.fields().size()) {
            throw unusable(
                    "custom-field-names",
                    String.join(",", names),
                    log.fields().size() + " names, one for each field of " + log);
        }
        return new ApacheLogFormat(log, columns(names));
    }

    private EntryFormat patternLog() {
        String text = feed.matchPattern().orElseThrow();
        Pattern pattern = pattern("match-pattern", text);
        int groups = pattern.matcher("").groupCount();
        List<String> inPattern = PatternLogFormat.groupNames(pattern);
        if (groups == 0) {
            throw unusable("match-pattern", text, "a group for each member of the object, such as (?<level>[A-Z]+)");
        }
        if (feed.customFieldNames().isPresent() && !inPattern.isEmpty()) {
            throw unusable("match-pattern", text, "no named groups beside " + key("custom-field-names"));
        }
        List<String> names = inPattern.isEmpty()
                ? feed.customFieldNames()
                        .or(() -> log().map(ApacheLogFormat.Log::fields))
                        .orElse(List.of())
                : inPattern;
        if (names.size() != groups) {
            throw unusable(
                    "match-pattern",
                    text,
                    names.size() + " groups, one for each name, but it has " + groups
                            + "; name them all, as in (?<level>[A-Z]+), or set " + key("custom-field-names")
                            + "; a group that is no value is written (?:…)");
        }
        return new PatternLogFormat(pattern, columns(names));
    }

    private Optional<ApacheLogFormat.Log> log() {
        return feed.logFormat().map(name -> Arrays.stream(ApacheLogFormat.Log.values())
                .filter(log -> log.name().equals(name))
                .findAny()
                .orElseThrow(() -> unusable(
                        "log-format",
                        name,
                        logs() + "; for another log, leave it out and set " + key("match-pattern"))));
    }

    private static String logs() {
        return Arrays.stream(ApacheLogFormat.Log.values()).map(Enum::name).collect(Collectors.joining(" or "));
    }

    private Columns columns(List<String> names) {
        try {
            return Columns.of(names);
        } catch (IllegalArgumentException e) {
            throw unusable("custom-field-names", String.join(",", names), "names, each once; " + e.getMessage());
        }
    }

    private Pattern pattern(String name, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw unusable(
                    name,
                    text,
                    "a regular expression; " + e.getDescription()
                            + (e.getIndex() < 0 ? "" : " near its character " + (e.getIndex() + 1)));
        }
    }

    private SettingsException unusable(String name, String value, String expected) {
        return new SettingsException("Property " + key(name) + " is '" + value + "': expected " + expected + ".");
    }

    private String key(String name) {
        return "feed." + feed.name() + "." + name;
    }
}
