package routes.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user of the management port, as kept: by the hash of a password, so that the file lets nobody in who reads it. Immutable.
 *
 * @param name several lines may have one name, which is how a password is replaced by another
 * @param hash the SHA-256 of the password, in 64 lower-case hex digits
 */
record User(String name, String hash, Access access) {
    private static final Pattern LINE =
            Pattern.compile("user\\.([A-Za-z0-9._-]{1,64})\\s*=\\s*([0-9a-f]{64})\\s*,\\s*(viewer|operator)");

    /**
     * Reads {@code user.<name> = <hash>,<role>}.
     *
     * @throws IllegalArgumentException if the line has another form; the message does not repeat it, since it may hold a
     *     password
     */
    static User parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected user.<name> = <SHA-256 of the password in 64 lower-case hex "
                    + "digits>,viewer or …,operator; the command user prints such a line");
        }
        return new User(
                parts.group(1), parts.group(2), Access.valueOf(parts.group(3).toUpperCase(Locale.ROOT)));
    }

    /** How a password is kept. */
    static String hash(String password) {
        return HexFormat.of().formatHex(sha256(password));
    }

    /** The line for the file of users. */
    String line() {
        return "user." + name + " = " + hash + "," + access.word();
    }

    /** Whether these are their name and password; takes as long for every password. */
    boolean is(String presentedName, byte[] presentedHash) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hash), presentedHash) && name.equals(presentedName);
    }

    Visitor visitor() {
        return new Visitor(name, access == Access.OPERATOR);
    }

    static byte[] sha256(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the hash: nothing of a password belongs in a log. */
    @Override
    public String toString() {
        return name + ", " + access.word();
    }
}
