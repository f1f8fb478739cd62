package bench.pipeline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to measure.
 *
 * @param parts which of {@link #PARTS}
 * @param megabytes a second while latency is measured
 * @param latencySeconds how long
 * @param rate lines a second to be kept up
 * @param seconds how long
 * @param objects that wait in landing
 */
record Options(Set<String> parts, double megabytes, int latencySeconds, long rate, int seconds, int objects) {
    private static final List<String> PARTS = List.of("latency", "sustained", "backlog");

    private static final Map<String, String> DEFAULTS = Map.of(
            "parts", String.join(",", PARTS),
            "megabytes", "2",
            "latency-seconds", "53",
            "rate", "100000",
            "seconds", "300",
            "objects", "100000");

    /**
     * Reads options of the form {@code name=value}, separated by spaces.
     *
     * @throws IllegalArgumentException if a name is not known, or a value no number
     */
    static Options parse(String text) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        for (String option : Arrays.asList(text.trim().split("\\s+"))) {
            String[] pair = option.split("=", 2);
            if (!option.isEmpty() && (pair.length < 2 || values.replace(pair[0], pair[1]) == null)) {
                throw new IllegalArgumentException(
                        "Option " + option + ": expected name=value with one of the names " + values.keySet());
            }
        }
        Set<String> parts = Set.of(values.get("parts").split(","));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("Option parts=" + values.get("parts") + ": expected some of " + PARTS);
        }
        return new Options(
                parts,
                Double.parseDouble(values.get("megabytes")),
                Integer.parseInt(values.get("latency-seconds")),
                Long.parseLong(values.get("rate")),
                Integer.parseInt(values.get("seconds")),
                Integer.parseInt(values.get("objects")));
    }
}
