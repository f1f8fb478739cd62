package routes.settings;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share, written with its sign: {@code 50%}, {@code 2.5%}.
 *
 * @param value 0 to 100, two decimal places at most
 */
public record Percent(BigDecimal value) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(\\.\\d{1,2})?)\\s*%");

    /** Nothing is above it. */
    public static final Percent ALL = parse("100%");

    public Percent {
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("expected 0% to 100%");
        }
    }

    /**
     * Reads a share with its sign.
     *
     * @throws IllegalArgumentException if the text has another form or is above 100%
     */
    public static Percent parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a share from 0% to 100%, such as 50% or 2.5%");
        }
        return new Percent(new BigDecimal(form.group(1)));
    }

    /** Without the sign, as SQL takes it. */
    public String number() {
        return value.toPlainString();
    }

    @Override
    public String toString() {
        return number() + "%";
    }
}
