package routes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinderTest {
    private record Sample(String name, Optional<Duration> maxBatchTime, List<String> steps, boolean isOn) {
        Sample {
            if (steps.size() > 2) {
                throw new IllegalArgumentException("sample.steps: expected two at most");
            }
        }
    }

    private static Binder binder(Map<String, String> values) {
        return new Binder(key -> Optional.ofNullable(values.get(key)));
    }

    @Test
    void writesCamelCaseInKebabCaseAndTakesTheNameFromTheSection() {
        assertThat(Binder.keys("feed.orders", Sample.class))
                .containsExactly("feed.orders.max-batch-time", "feed.orders.steps", "feed.orders.is-on");
        assertThat(binder(Map.of("feed.orders.steps", "a", "feed.orders.is-on", "true"))
                        .bind("feed.orders", Sample.class))
                .isEqualTo(new Sample("orders", Optional.empty(), List.of("a"), true));
    }

    @Test
    void trimsValuesAndTheItemsOfLists() {
        assertThat(binder(Map.of("s.steps", " a , b ,", "s.is-on", " false ", "s.max-batch-time", " 7s "))
                        .bind("s", Sample.class))
                .isEqualTo(new Sample("s", Optional.of(Duration.ofSeconds(7)), List.of("a", "b"), false));
    }

    record Named(Optional<List<String>> checks) {}

    @Test
    void readsAListThatMayBeMissing() {
        assertThat(binder(Map.of("s.checks", "a,b")).bind("s", Named.class).checks())
                .contains(List.of("a", "b"));
        assertThat(binder(Map.of()).bind("s", Named.class).checks()).isEmpty();
    }

    @Test
    void takesABlankOptionalValueForNone() {
        assertThat(binder(Map.of("s.steps", "a", "s.is-on", "true", "s.max-batch-time", " "))
                        .bind("s", Sample.class)
                        .maxBatchTime())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", " \t ", "\u0001"})
    void takesNoTabForABlankValue(String value) {
        assertThatThrownBy(() -> binder(Map.of("s.checks", value)).bind("s", Named.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("s.checks")
                .hasMessageContaining("expected a value, or nothing");
    }

    @Test
    void namesTheKeyOfAnOptionalValueThatCannotBeRead() {
        assertThatThrownBy(() -> binder(Map.of("s.steps", "a", "s.is-on", "true", "s.max-batch-time", "x"))
                        .bind("s", Sample.class))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Property s.max-batch-time is 'x', which cannot be read: expected a time with its unit of"
                        + " ms, s, m, h or d, such as 10s.");
    }

    @Test
    void tellsWhatTheSectionItselfRefuses() {
        assertThatThrownBy(() ->
                        binder(Map.of("s.steps", "a,b,c", "s.is-on", "true")).bind("s", Sample.class))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Section s: sample.steps: expected two at most");
    }
}
