package local.snowflake.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import local.snowflake.dialect.Token.Kind;

/** Function calls whose arguments were translated: the few that change shape, and the lists for the others. Stateless. */
final class Calls {

    private static final Set<String> DATE_FUNCTIONS = Set.of(
            "DATEADD", "DATEDIFF", "DATE_TRUNC", "DATE_PART", "TIMESTAMPADD", "TIMESTAMPDIFF", "TIMEADD", "TIMEDIFF");
    private static final Set<String> NUMBER_FUNCTIONS =
            Set.of("TO_NUMBER", "TO_DECIMAL", "TO_NUMERIC", "TRY_TO_NUMBER", "TRY_TO_DECIMAL", "TRY_TO_NUMERIC");

    private Calls() {}

    /** Whether the first argument names a part of a date. */
    static boolean startsWithDatePart(String function) {
        return DATE_FUNCTIONS.contains(function);
    }

    /** A part of a date, written as a word or a string. */
    static String datePart(List<Token> argument) throws SqlFailure {
        String name = argument.size() == 1 ? argument.get(0).text() : "";
        return Rewrites.loaded()
                .datePart(name.toUpperCase(Locale.ROOT))
                .map(Token::literal)
                .orElseThrow(() -> SqlFailure.invalid("date part", name));
    }

    /**
     * A call for DuckDB.
     *
     * @param arguments as they were written
     * @param values the same, translated
     * @throws SqlFailure if the function is not known
     */
    static String call(String name, List<List<Token>> arguments, List<String> values) throws SqlFailure {
        if (NUMBER_FUNCTIONS.contains(name)) {
            return number(name.startsWith("TRY_"), arguments, values);
        }
        if ((name.equals("TO_VARCHAR") || name.equals("TO_CHAR")) && values.size() == 2) {
            return "strftime(CAST(" + values.get(0) + " AS TIMESTAMP_NS), " + format(arguments.get(1)) + ")";
        }
        String shaped = VariableCalls.call(name, arguments, values);
        if (shaped != null) {
            return shaped;
        }
        String function = Rewrites.loaded().function(name).orElseThrow(() -> SqlFailure.unknownFunction(name));
        return function + "(" + String.join(", ", values) + ")";
    }

    private static String format(List<Token> argument) throws SqlFailure {
        if (argument.size() != 1 || argument.get(0).kind() != Kind.STRING) {
            throw SqlFailure.unsupported("a format that is not a literal");
        }
        return Token.literal(TimeFormat.of(argument.get(0).text()));
    }

    private static String number(boolean lenient, List<List<Token>> arguments, List<String> values) throws SqlFailure {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw SqlFailure.syntax(")");
        }
        List<Token> size = new ArrayList<>();
        for (List<Token> argument : arguments.subList(1, arguments.size())) {
            size.addAll(argument);
            size.add(new Token(Kind.SYMBOL, ","));
        }
        String type = Types.decimal(size);
        return lenient
                ? "TRY_CAST(local_number_text(" + values.get(0) + ") AS " + type + ")"
                : "CAST(" + values.get(0) + " AS " + type + ")";
    }
}
