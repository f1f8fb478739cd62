package routes.settings;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import routes.text.Globs;

/**
 * A kind of line, such as orders. Options that the Kinesis Agent has too carry its names.
 *
 * @param name the feed: names its route, its checkpoint, its prefix in S3 and its SQL
 * @param files the files to tail: globs with absolute paths, separated by commas; {@code *} stays inside a directory,
 *     {@code **} does not
 * @param stream the Firehose delivery stream its records go to
 * @param skipHeaderLines how many lines at the start of each file are not data; none if it is not set
 * @param initialPosition where files are read from that are there at the very first start; their start if it is not set
 * @param multiLineStartPattern a regular expression that the beginning of an entry's first line matches; each line is an
 *     entry if it is not set
 * @param format what entries become; they stay as they are if it is not set
 * @param customFieldNames the names of columns for {@code CSVTOJSON}, those in the header if it is not set; the names of
 *     the groups of {@code matchPattern}
 * @param delimiter what separates values for {@code CSVTOJSON}; a comma if it is not set
 * @param logFormat the format of the log for {@code LOGTOJSON}
 * @param matchPattern a regular expression for {@code LOGTOJSON}, in place of the log format's own
 * @param metadata whether each entry is told with the host, file and offset it comes from; not if it is not set
 */
public record FeedSettings(
        String name,
        String files,
        String stream,
        Optional<Integer> skipHeaderLines,
        Optional<InitialPosition> initialPosition,
        Optional<String> multiLineStartPattern,
        Optional<Format> format,
        Optional<List<String>> customFieldNames,
        Optional<String> delimiter,
        Optional<String> logFormat,
        Optional<String> matchPattern,
        Optional<Boolean> metadata) {
    public FeedSettings {
        String section = "feed." + name;
        skipHeaderLines.ifPresent(lines -> AtLeast.check(section + ".skip-header-lines", lines, 0));
        checkFiles(section + ".files", files);
    }

    private static void checkFiles(String key, String files) {
        List<String> globs = Globs.split(files);
        if (globs.isEmpty()) {
            throw new IllegalArgumentException(key + " is '" + files + "': expected absolute paths or globs");
        }
        for (String glob : globs) {
            if (!glob.startsWith("/")) {
                throw new IllegalArgumentException(key + " holds '" + glob
                        + "': expected absolute paths, since the directory of the process is not that of the files");
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        key + " holds '" + glob + "': expected a glob such as /var/log/app/*.log; "
                                + e.getDescription(),
                        e);
            }
        }
    }

    /** Whether its lines become something else before they leave. */
    public boolean isConverted() {
        return metadata.orElse(false) || format.orElse(Format.RAW) != Format.RAW;
    }

    /** A feed whose lines leave as they stand. */
    public static FeedSettings raw(String name, String files, String stream) {
        return new FeedSettings(
                name,
                files,
                stream,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
