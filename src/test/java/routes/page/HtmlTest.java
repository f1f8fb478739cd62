package routes.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void escapesValuesAndTakesHtmlAsItIs() {
        Html bold = Html.of("<b title=\"{}\">{}</b>", "\"' onload=x", "<script>&");

        assertThat(Html.of("<p>{}, {}, {}</p>", bold, null, 7))
                .hasToString("<p><b title=\"&quot;&#39; onload=x\">&lt;script&gt;&amp;</b>, –, 7</p>");
    }

    @Test
    void escapesWhatIsInACollectionAndPutsNoPlaceOfAValueToUse() {
        assertThat(Html.of("{}|{}", Arrays.asList("<a>", null), "{}")).hasToString("&lt;a&gt;, –|{}");
        assertThat(Html.of("{}", List.of())).hasToString("");
        assertThat(Html.of(Stream.of(Html.of("a"), Html.of("b")))).hasToString("ab");
    }

    @Test
    void showsControlCharactersAndThoseThatTurnTextByTheirCode() {
        assertThat(Html.of("{}", "a\u0000b\u202ec")).hasToString("a\\u0000b\\u202ec");
    }

    @Test
    void wantsAValueForEachPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("{} {}", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Html.of("{}", 1, 2));
    }
}
