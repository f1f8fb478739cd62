package local.snowflake.dialect;

import java.util.List;
import java.util.Set;

/** Aggregates whose order stands behind them, in {@code WITHIN GROUP}; DuckDB wants it inside. Stateless. */
final class OrderedAggregates {

    private static final Set<String> NAMES = Set.of("LISTAGG", "STRING_AGG", "ARRAY_AGG");

    private OrderedAggregates() {}

    static boolean knows(String function) {
        return NAMES.contains(function);
    }

    /**
     * A call for DuckDB. Both skip NULL; of no rows LISTAGG makes an empty text and ARRAY_AGG an empty array.
     *
     * @param order what stood in WITHIN GROUP, or nothing
     */
    static String call(String name, boolean distinct, List<String> values, String order) throws SqlFailure {
        boolean array = name.equals("ARRAY_AGG");
        if (values.isEmpty() || values.size() > (array ? 1 : 2)) {
            throw SqlFailure.syntax(")");
        }
        String value = (distinct ? "DISTINCT " : "") + values.get(0);
        String inOrder = order.isEmpty() ? "" : " " + order;
        if (array) {
            return "coalesce(to_json(list(" + value + inOrder + ") FILTER (WHERE (" + values.get(0)
                    + ") IS NOT NULL)), CAST('[]' AS JSON))";
        }
        String separator = values.size() > 1 ? values.get(1) : "''";
        return "coalesce(string_agg(" + value + ", " + separator + inOrder + "), '')";
    }
}
