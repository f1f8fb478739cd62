package bench.warehouse;

import java.util.List;
import java.util.Set;

/** What a statement of a batch is called in the table of figures. */
final class Steps {
    /** The lines of the table; from {@code rest}, what is left of a transaction, they come from the loader's log. */
    static final List<String> NAMES = List.of(
            "copy",
            "stage",
            "judge",
            "count",
            "model",
            "truncate",
            "bookkeeping",
            "rest",
            "commit",
            "claim",
            "archive");

    private static final Set<String> JUDGE = Set.of("reject_rows", "count_quality");
    private static final Set<String> COUNT = Set.of("count_rows", "count_raw_rows", "read_balance");
    private static final Set<String> MODEL = Set.of("insert", "update", "delete", "merge");

    private Steps() {}

    /** For a script such as {@code transform/stage_orders}. */
    static String of(String script) {
        String name = script.substring(script.indexOf('/') + 1);
        String verb = name.contains("_") ? name.substring(0, name.indexOf('_')) : name;
        if (script.startsWith("load/")) {
            return verb.equals("copy") ? "copy" : "bookkeeping";
        }
        if (script.startsWith("transform/")) {
            if (verb.equals("stage") || verb.equals("truncate")) {
                return verb;
            }
            if (JUDGE.contains(name)) {
                return "judge";
            }
            if (COUNT.contains(name)) {
                return "count";
            }
            if (MODEL.contains(verb)) {
                return "model";
            }
        }
        return "bookkeeping";
    }
}
