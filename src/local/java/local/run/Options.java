package local.run;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import local.shop.Feed;

/**
 * What the local run is asked to do.
 *
 * @param dir where everything lies; starting again on it goes on where it was
 * @param orders lines of orders to generate
 * @param rate lines a second, 0 as fast as possible
 * @param exit whether to end when everything has arrived
 * @param files globs of a user's own log in place of generated ones; empty for generated ones
 * @param feed the feed of the user's log
 * @param skipHeaderLines lines at the start of each of the user's files that are no data
 */
public record Options(
        Path dir, long orders, double rate, boolean exit, String files, String feed, int skipHeaderLines) {

    private static final List<String> FEEDS =
            Arrays.stream(Feed.values()).map(Feed::feedName).toList();

    /** Checks what belongs together. */
    public Options {
        if (orders < 1) {
            throw new IllegalArgumentException("local.orders is " + orders + ": expected 1 or more");
        }
        if (!files.isEmpty() && !FEEDS.contains(feed)) {
            throw new IllegalArgumentException(
                    "local.feed is '" + feed + "': with local.files, expected one of " + FEEDS);
        }
    }

    /**
     * Reads {@code --name=value} arguments.
     *
     * @throws IllegalArgumentException if one is missing or cannot be read
     */
    public static Options parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        Arrays.stream(arguments).forEach(argument -> {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("expected --name=value, not " + argument);
            }
            values.put(argument.substring(2, equals), argument.substring(equals + 1));
        });
        return new Options(
                Path.of(values.get("dir")).toAbsolutePath().normalize(),
                number("orders", values).longValueExact(),
                number("rate", values).doubleValue(),
                Boolean.parseBoolean(values.get("exit")),
                absolute(values.get("files")),
                values.get("feed"),
                number("skip-header-lines", values).intValueExact());
    }

    private static BigDecimal number(String name, Map<String, String> values) {
        try {
            return new BigDecimal(values.get(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "local." + name + " is '" + values.get(name) + "': expected a number", e);
        }
    }

    boolean isGenerated() {
        return files.isEmpty();
    }

    /** Where this run lies: the shop's and each of the user's own logs have a stack of their own, so none mix. */
    Path home() {
        String own = files + feed + skipHeaderLines;
        return dir.resolve(isGenerated() ? "shop" : "own-" + Integer.toHexString(own.hashCode()));
    }

    /** The directory that the shop writes to. */
    Path logs() {
        return home().resolve("logs");
    }

    private static String absolute(String globs) {
        return globs.isEmpty()
                ? ""
                : String.join(
                        ",",
                        Arrays.stream(globs.split(",", -1))
                                .map(glob ->
                                        Path.of(glob.trim()).toAbsolutePath().toString())
                                .toList());
    }
}
