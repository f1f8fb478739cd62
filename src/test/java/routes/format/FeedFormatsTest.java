package routes.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.settings.SettingsException;

/** Which options go together. Each case is a list of key=value, separated by spaces. */
class FeedFormatsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "format=RAW metadata=true multi-line-start-pattern=\\d",
                "format=CSVTOJSON custom-field-names=a,b delimiter=;",
                "format=CSVTOJSON skip-header-lines=1 delimiter=tab",
                "format=SINGLELINE multi-line-start-pattern=^\\d",
                "format=LOGTOJSON log-format=COMBINEDAPACHELOG",
                "format=LOGTOJSON log-format=COMMONAPACHELOG custom-field-names=a,b,c,d,e,f,g",
                "format=LOGTOJSON log-format=COMMONAPACHELOG match-pattern=(a)(b)(c)(d)(e)(f)(g)",
                "format=LOGTOJSON log-format=COMMONAPACHELOG match-pattern=(a)(b) custom-field-names=a,b",
                "format=LOGTOJSON match-pattern=(?<a>x)(?:y)(?<b>z)",
            })
    void takesOptionsThatSaySomethingTogether(String options) {
        assertThatCode(() -> Feeds.formats(parse(options))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "delimiter=;|delimiter|the format CSVTOJSON, or no delimiter",
                "format=LOGTOJSON log-format=COMMONAPACHELOG delimiter=;|delimiter|the format CSVTOJSON",
                "custom-field-names=a|custom-field-names|the format CSVTOJSON or LOGTOJSON",
                "format=CSVTOJSON custom-field-names=a log-format=COMMONAPACHELOG|log-format|the format LOGTOJSON",
                "format=SINGLELINE multi-line-start-pattern=a match-pattern=(a)|match-pattern|the format LOGTOJSON",
                "format=SINGLELINE|multi-line-start-pattern|a pattern for the first of the lines",
                "multi-line-start-pattern=(a|multi-line-start-pattern|a regular expression",
                "format=CSVTOJSON|custom-field-names|1 or more for feed.orders.skip-header-lines",
                "format=CSVTOJSON skip-header-lines=0|custom-field-names|the names of the columns",
                "format=CSVTOJSON custom-field-names=a,a|custom-field-names|names, each once",
                "format=CSVTOJSON custom-field-names=a,,b|custom-field-names|names, each once",
                "format=CSVTOJSON custom-field-names=a delimiter=ab|delimiter|one character",
                "format=CSVTOJSON custom-field-names=a delimiter=\"|delimiter|one character other than a quote",
                "format=CSVTOJSON custom-field-names=a delimiter=😀|delimiter|one character",
                "format=LOGTOJSON|log-format|COMMONAPACHELOG or COMBINEDAPACHELOG, or a pattern",
                "format=LOGTOJSON log-format=SYSLOG|log-format|set feed.orders.match-pattern",
                "format=LOGTOJSON log-format=COMMONAPACHELOG custom-field-names=a|custom-field-names|7 names",
                "format=LOGTOJSON match-pattern=(a|match-pattern|a regular expression",
                "format=LOGTOJSON match-pattern=a|match-pattern|a group for each member",
                "format=LOGTOJSON match-pattern=(a)(b)|match-pattern|it has 2",
                "format=LOGTOJSON match-pattern=(a)(?<b>b)|match-pattern|1 groups, one for each name, but it has 2",
                "format=LOGTOJSON match-pattern=(a)(b) custom-field-names=a|match-pattern|it has 2",
                "format=LOGTOJSON match-pattern=(?<a>b) custom-field-names=a|match-pattern|no named groups beside",
            })
    void namesTheOptionThatCannotBeUsed(String options, String option, String expected) {
        assertThatThrownBy(() -> Feeds.formats(parse(options)))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Property feed.orders." + option + " is ")
                .hasMessageContaining("expected")
                .hasMessageContaining(expected);
    }

    @Test
    void findsTheNamedGroupsOfAPatternAndNoOthers() {
        Pattern pattern =
                Pattern.compile("(?<first>a)\\(?<no>(?<second>(?:b)|[(?<neither>]|(?<=c)(?<!d)x)\\Q(?<nor>\\E");
        assertThat(PatternLogFormat.groupNames(pattern)).isEqualTo(List.of("first", "second"));
    }

    private static Map<String, String> parse(String options) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String option : options.split(" ", -1)) {
            String[] pair = option.split("=", 2);
            if (pair.length == 2) {
                parsed.put(pair[0], pair[1]);
            }
        }
        return parsed;
    }
}
