package routes.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.text.Printable;

/**
 * What stands behind a command.
 *
 * @param operands what it is about, in order
 * @param values of the options that have one, by name, {@code --status held}
 * @param isJson whether the answer is for a program ({@code --json})
 */
public record Options(List<String> operands, Map<String, String> values, boolean isJson) {
    private static final String JSON = "--json";
    private static final String DASHES = "--";

    /**
     * Reads it.
     *
     * @param valued the options that have a value here, with their dashes
     * @throws IllegalArgumentException naming what is not understood
     */
    public static Options parse(List<String> arguments, Set<String> valued) {
        List<String> operands = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        boolean isJson = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(JSON)) {
                isJson = true;
            } else if (valued.contains(argument)) {
                if (i + 1 == arguments.size()) {
                    throw new IllegalArgumentException(argument + " needs a value behind it");
                }
                i++;
                if (values.put(argument, arguments.get(i)) != null) {
                    throw new IllegalArgumentException(argument + " stands there twice");
                }
            } else if (argument.startsWith(DASHES)) {
                throw new IllegalArgumentException("there is no option " + Printable.of(argument) + " here");
            } else {
                operands.add(argument);
            }
        }
        return new Options(List.copyOf(operands), Map.copyOf(values), isJson);
    }

    /** The value of an option, if it is there. */
    public Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }
}
