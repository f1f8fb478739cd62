package bench.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to measure.
 *
 * @param seconds of each measurement
 * @param warmUpSeconds of each process and kind before it is measured, so that its code is compiled
 * @param rounds of each measurement, one after the other and then again
 */
record Options(int seconds, int warmUpSeconds, int rounds) {
    private static final Map<String, Integer> DEFAULTS = Map.of("seconds", 10, "warm-up", 10, "rounds", 3);

    /**
     * Reads options of the form {@code name=value}, separated by spaces.
     *
     * @throws IllegalArgumentException if a name is not known, or a value no number
     */
    static Options parse(String text) {
        Map<String, Integer> values = new HashMap<>(DEFAULTS);
        for (String option :
                text.isBlank() ? List.<String>of() : Arrays.asList(text.trim().split("\\s+"))) {
            String[] pair = option.split("=", 2);
            if (pair.length < 2 || !DEFAULTS.containsKey(pair[0])) {
                throw new IllegalArgumentException(
                        "Option " + option + ": expected name=value with one of the names " + DEFAULTS.keySet());
            }
            values.put(pair[0], Integer.valueOf(pair[1]));
        }
        return new Options(values.get("seconds"), values.get("warm-up"), values.get("rounds"));
    }
}
