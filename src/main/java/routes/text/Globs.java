package routes.text;

import java.util.ArrayList;
import java.util.List;

/** Globs in one text, separated by commas. */
public final class Globs {
    private Globs() {}

    /** Each glob without the spaces around it; a comma in braces or brackets belongs to its glob. */
    public static List<String> split(String globs) {
        List<String> all = new ArrayList<>();
        StringBuilder glob = new StringBuilder();
        int nested = 0;
        for (int i = 0; i < globs.length(); i++) {
            char c = globs.charAt(i);
            nested += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (c == ',' && nested <= 0) {
                all.add(glob.toString());
                glob.setLength(0);
            } else {
                glob.append(c);
            }
        }
        all.add(glob.toString());
        return all.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
