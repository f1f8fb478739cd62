package bench.tail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to measure.
 *
 * @param lines in all files together
 * @param rounds of each measurement, one after the other and then again, so that whatever else the machine does meets all
 * @param latencies lines of which each is timed
 * @param idleFiles files that nobody writes to
 * @param idleSeconds how long they are watched
 * @param parts what to measure: {@link #PARTS}
 */
record Options(long lines, int rounds, int latencies, int idleFiles, int idleSeconds, Set<String> parts) {
    static final List<String> PARTS = List.of("drain", "files", "csv", "latency", "idle");

    private static final Map<String, String> DEFAULTS = Map.of(
            "lines", "10000000",
            "rounds", "3",
            "latencies", "200",
            "idle-files", "10000",
            "idle-seconds", "60",
            "parts", String.join(",", PARTS));

    /**
     * Reads options of the form {@code name=value}, separated by spaces.
     *
     * @throws IllegalArgumentException if a name is not known, or a value no number
     */
    static Options parse(String text) {
        Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
        for (String option :
                text.isBlank() ? List.<String>of() : Arrays.asList(text.trim().split("\\s+"))) {
            String[] pair = option.split("=", 2);
            if (pair.length < 2 || !DEFAULTS.containsKey(pair[0])) {
                throw new IllegalArgumentException("Option " + option + ": expected name=value with one of the names "
                        + new ArrayList<>(DEFAULTS.keySet()));
            }
            values.put(pair[0], pair[1]);
        }
        Set<String> parts = Set.of(values.get("parts").split(","));
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("Option parts=" + values.get("parts") + ": expected some of " + PARTS);
        }
        return new Options(
                Long.parseLong(values.get("lines")),
                Integer.parseInt(values.get("rounds")),
                Integer.parseInt(values.get("latencies")),
                Integer.parseInt(values.get("idle-files")),
                Integer.parseInt(values.get("idle-seconds")),
                parts);
    }

    boolean has(String part) {
        return parts.contains(part);
    }
}
