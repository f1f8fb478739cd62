package routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an expression of Prometheus's query language: which metrics it asks for and by which labels. Reads the
 * language's tokens, so that a function, a grouping label or text in quotes is not taken for a metric.
 *
 * @param metrics the labels that each metric is selected by
 * @param labels the labels that results are grouped or joined by
 */
record PromQl(Map<String, Set<String>> metrics, Set<String> labels) {
    private static final Pattern TOKEN = Pattern.compile("\\s+|#[^\n]*"
            + "|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
            + "|(?<range>\\[[^]]*])"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "|\\$\\{?[a-zA-Z_]+}?"
            + "|[0-9][0-9a-zA-Z.]*"
            + "|(?<sign>=~|!~|!=|==|<=|>=|[-+*/%^<>=(){},@])");
    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "group",
            "stddev",
            "stdvar",
            "count",
            "count_values",
            "bottomk",
            "topk",
            "quantile");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "Inf", "NaN", "atan2");

    /** Reads an expression. */
    static PromQl parse(String expression) {
        List<String> tokens = tokens(expression);
        Map<String, Set<String>> metrics = new TreeMap<>();
        Set<String> labels = new TreeSet<>();
        int at = 0;
        while (at < tokens.size()) {
            String token = tokens.get(at);
            String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
            if (token.equals("{")) {
                throw new IllegalArgumentException("a selector without a metric in " + expression);
            } else if (!isName(token) || WORDS.contains(token)) {
                at++;
            } else if (LABEL_LISTS.contains(token)) {
                int end = next.equals("(") ? tokens.subList(at, tokens.size()).indexOf(")") + at : at;
                tokens.subList(at + 1, end + 1).stream().filter(PromQl::isName).forEach(labels::add);
                at = end + 1;
            } else if (next.equals("(") || AGGREGATIONS.contains(token)) {
                at++;
            } else {
                Set<String> selected = metrics.computeIfAbsent(token, name -> new TreeSet<>());
                int end = next.equals("{") ? tokens.subList(at, tokens.size()).indexOf("}") + at : at;
                tokens.subList(at + 1, end + 1).stream().filter(PromQl::isName).forEach(selected::add);
                at = end + 1;
            }
        }
        return new PromQl(metrics, labels);
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(expression);
        int at = 0;
        while (at < expression.length()) {
            if (!token.find(at) || token.start() != at) {
                throw new IllegalArgumentException("cannot read " + expression.substring(at) + " in " + expression);
            }
            if (token.group("name") != null || token.group("sign") != null) {
                tokens.add(token.group());
            }
            at = token.end();
        }
        return tokens;
    }

    private static boolean isName(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_' || token.charAt(0) == ':';
    }
}
