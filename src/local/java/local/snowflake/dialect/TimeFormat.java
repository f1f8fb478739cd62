package local.snowflake.dialect;

import java.util.LinkedHashMap;
import java.util.Map;

/** Snowflake's format models of times as DuckDB's. An element that is not known is refused. Stateless. */
final class TimeFormat {

    private static final Map<String, String> ELEMENTS = elements();

    private TimeFormat() {}

    private static Map<String, String> elements() {
        // Longer ones first: FF9 before FF.
        Map<String, String> elements = new LinkedHashMap<>();
        elements.put("YYYY", "%Y");
        elements.put("HH24", "%H");
        elements.put("HH12", "%I");
        elements.put("MON", "%b");
        elements.put("MM", "%m");
        elements.put("DD", "%d");
        elements.put("DY", "%a");
        elements.put("AM", "%p");
        elements.put("PM", "%p");
        elements.put("MI", "%M");
        elements.put("SS", "%S");
        elements.put("FF9", "%n");
        elements.put("FF6", "%f");
        elements.put("FF3", "%g");
        elements.put("FF", "%n");
        return elements;
    }

    /** The format for {@code strftime}. */
    static String of(String model) throws SqlFailure {
        StringBuilder format = new StringBuilder();
        int at = 0;
        while (at < model.length()) {
            char c = model.charAt(at);
            int closing = c == '"' ? model.indexOf('"', at + 1) : -1;
            if (closing > 0) {
                format.append(model.substring(at + 1, closing).replace("%", "%%"));
                at = closing + 1;
            } else if (Character.isLetterOrDigit(c)) {
                String element = element(model, at);
                format.append(ELEMENTS.get(element));
                at += element.length();
            } else {
                format.append(c == '%' ? "%%" : c);
                at++;
            }
        }
        return format.toString();
    }

    private static String element(String model, int at) throws SqlFailure {
        for (String element : ELEMENTS.keySet()) {
            if (model.regionMatches(true, at, element, 0, element.length())) {
                return element;
            }
        }
        throw SqlFailure.unsupported("format element '" + model.substring(at) + "'");
    }
}
