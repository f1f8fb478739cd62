package routes.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void keepsOrdinaryText() {
        assertThat(Printable.of("Ünïcode 日本 😀 <ok>")).isEqualTo("Ünïcode 日本 😀 <ok>");
    }

    @Test
    void keepsToOneLineWithoutControlCharacters() {
        String text = Printable.of("a\r\nINFO forged\u001b[2J\u0000\u0085\u2028b\u2029c\u202ed\t");

        assertThat(text).startsWith("a").contains("INFO forged").endsWith("\\u0009");
        assertThat(text.codePoints())
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.LINE_SEPARATOR
                        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR);
    }

    @Test
    void isBounded() {
        assertThat(Printable.of("x".repeat(5_000))).hasSize(2_000);
        assertThat(Printable.of("😀".repeat(5_000)).codePoints()).hasSize(2_000).containsOnly("😀".codePointAt(0));
    }

    @Test
    void namesAFailureWithoutAMessage() {
        assertThat(Printable.message(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(Printable.message(new IllegalStateException("why\n"))).isEqualTo("why ");
    }
}
