package bench.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** How orders are named: the keys of a batch lie close together, or all over the keys there are. */
enum Ids {
    /** Ids that grow with time: {@code O-0000000123}. */
    GROWING("'O-' || lpad(to_varchar(%s), 10, '0')") {
        @Override
        String id(long number) {
            return String.format(Locale.ROOT, "O-%010d", number);
        }
    },
    /** Ids without any order: the start of a SHA-256. */
    RANDOM("left(sha2(to_varchar(%s)), 32)") {
        @Override
        String id(long number) {
            byte[] text = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(sha256().digest(text), 0, 16);
        }
    };

    private final String sql;

    Ids(String sql) {
        this.sql = sql;
    }

    abstract String id(long number);

    /** The same in SQL. */
    String sql(String number) {
        return String.format(Locale.ROOT, sql, number);
    }

    /** For tables and files: {@code growing}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
