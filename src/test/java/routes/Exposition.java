package routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process answers at {@code /observe/metrics}, in Prometheus's text format. Immutable.
 *
 * @param types the type of each metric, by its name without the endings of its samples
 * @param labels the label names of each sample, by the name that queries use
 */
record Exposition(Map<String, String> types, Map<String, Set<String>> labels) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Reads it. */
    static Exposition parse(String text) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (!line.startsWith("#") && sample.matches()) {
                Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2))
                            .results()
                            .map((MatchResult label) -> label.group(1))
                            .forEach(names::add);
                }
            } else if (!line.startsWith("#")) {
                throw new IllegalArgumentException("no sample: " + line);
            }
        }
        return new Exposition(types, labels);
    }

    /** What several processes answer together. */
    static Exposition all(Collection<Exposition> parts) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (Exposition part : parts) {
            types.putAll(part.types);
            part.labels.forEach((name, found) ->
                    labels.computeIfAbsent(name, any -> new TreeSet<>()).addAll(found));
        }
        return new Exposition(types, labels);
    }

    /** The label names of a metric, whatever the endings of its samples. */
    Set<String> labelsOf(String metric) {
        Set<String> all = new TreeSet<>();
        labels.forEach((name, found) -> {
            if (name.equals(metric) || name.matches(Pattern.quote(metric) + "_(bucket|count|sum)")) {
                all.addAll(found);
            }
        });
        all.remove("le");
        return all;
    }

    /** The names of metrics that begin so. */
    List<String> metrics(String prefix) {
        return new ArrayList<>(
                types.keySet().stream().filter(name -> name.startsWith(prefix)).toList());
    }
}
