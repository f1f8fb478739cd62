package routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private final NewKey shop = NewKey.of("shop", new SecureRandom());
    private final NewKey app = NewKey.of("app", new SecureRandom());

    @Test
    void findsTheClientOfAKey() {
        ApiKeys keys =
                ApiKeys.parse(String.join("\n", "# clients", "", shop.line(), "  " + app.line() + ":orders,events "));

        assertThat(keys.find(shop.key())).hasValueSatisfying(key -> {
            assertThat(key.name()).isEqualTo("shop");
            assertThat(key.isFor("anything")).isTrue();
        });
        assertThat(keys.find(app.key())).hasValueSatisfying(key -> {
            assertThat(key.name()).isEqualTo("app");
            assertThat(key.isFor("events")).isTrue();
            assertThat(key.isFor("customers")).isFalse();
        });
        assertThat(keys.find(shop.key() + "x")).isEmpty();
        assertThat(keys.find("")).isEmpty();
        assertThat(keys.find(shop.line())).isEmpty();
    }

    @Test
    void letsTwoKeysOfOneClientInWhileOneReplacesTheOther() {
        NewKey next = NewKey.of("shop", new SecureRandom());
        ApiKeys keys = ApiKeys.parse(String.join("\n", shop.line(), next.line()));

        assertThat(keys.find(shop.key()).orElseThrow().name()).isEqualTo("shop");
        assertThat(keys.find(next.key()).orElseThrow().name()).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop:abc", "a b:%s", "%s", "shop:%s:Bad Feed", "shop:%s:", "shop:%S"})
    void namesTheLineThatIsWrongAndDoesNotRepeatIt(String form) {
        String line = String.format(form, "ab".repeat(32));

        assertThatThrownBy(() -> ApiKeys.parse(String.join("\n", shop.line(), line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2: expected")
                .hasMessageNotContaining("abab");
    }

    @Test
    void needsAKey() {
        assertThatThrownBy(() -> ApiKeys.parse("# none yet\n ")).hasMessageContaining("no key");
    }

    @Test
    void makesKeysOf256BitsThatAreNowhereInTheirLines() {
        assertThat(shop.key()).matches("snowline_[A-Za-z0-9_-]{43}").isNotEqualTo(app.key());
        assertThat(shop.line()).startsWith("shop:").doesNotContain(shop.key());
        assertThat(shop).hasToString("new key");
        assertThatThrownBy(() -> NewKey.of("a:b", new SecureRandom())).hasMessageContaining("name of a key");
    }
}
