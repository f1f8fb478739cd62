package local.snowflake.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of the dialect beyond its grammar, read once from four resources: {@code rewrites.txt},
 * {@code functions.txt}, {@code copy-functions.txt} and {@code functions.sql}. Immutable.
 */
public final class Rewrites {

    private static final Pattern MACRO = Pattern.compile("(?im)^create macro (\\w+)");
    private static final Rewrites LOADED = new Rewrites();

    private final Map<String, Map<String, String>> table = new HashMap<>();
    private final Set<String> functions = new HashSet<>();
    private final Set<String> copyFunctions = new HashSet<>();
    private final List<String> definitions;

    private Rewrites() {
        resource("rewrites.txt").lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            List<String> cells = List.of(line.strip().split(" ", 3));
            String meaning = cells.size() > 2 ? cells.get(2) : "";
            table.computeIfAbsent(cells.get(0), kind -> new HashMap<>()).put(cells.get(1), meaning);
        });
        names("functions.txt", functions);
        names("copy-functions.txt", copyFunctions);
        String macros = resource("functions.sql");
        Matcher macro = MACRO.matcher(macros);
        while (macro.find()) {
            functions.add(macro.group(1).toUpperCase(java.util.Locale.ROOT));
        }
        definitions = macros.lines().filter(line -> line.startsWith("create ")).toList();
    }

    private static void names(String resource, Set<String> names) {
        resource(resource)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.addAll(List.of(line.strip().split(" +", -1))));
    }

    /** The one table there is. */
    public static Rewrites loaded() {
        return LOADED;
    }

    /** The statements that define the macros and views, to be run on a new DuckDB. */
    public List<String> definitions() {
        return definitions;
    }

    /** DuckDB's name of a function that the lists know. */
    Optional<String> function(String name) {
        String target = find("function", name).orElse(name);
        boolean known = functions.contains(target) || !target.equals(name);
        return known ? Optional.of(target) : Optional.empty();
    }

    /** Whether the SELECT inside a COPY may call a function. */
    boolean isAllowedInCopy(String name) {
        return copyFunctions.contains(name);
    }

    /** DuckDB's spelling of a type. */
    Optional<String> type(String name) {
        return find("type", name);
    }

    /** A word that is spelled otherwise in DuckDB. */
    Optional<String> word(String name) {
        return find("word", name);
    }

    /** A part of a date, in the singular. */
    Optional<String> datePart(String name) {
        return find("part", name);
    }

    /** Whether a name must be quoted for DuckDB. */
    boolean isReserved(String word) {
        return find("quote", word).isPresent();
    }

    /** Whether a word belongs to a clause that is not offered. */
    boolean isRefused(String word) {
        return find("refuse", word).isPresent();
    }

    private Optional<String> find(String kind, String name) {
        return Optional.ofNullable(table.getOrDefault(kind, Map.of()).get(name));
    }

    private static String resource(String name) {
        try (InputStream in = Rewrites.class.getResourceAsStream("/local/snowflake/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
