package routes.watch;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * A user just made. The password is 192 random bits and not of anybody's choosing, so that nobody finds it by trying, its
 * plain hash needs no salt, and asking for it at every request costs nothing.
 *
 * @param password what the user logs in with; kept nowhere
 * @param line what the file of users holds
 */
public record NewUser(String password, String line) {
    private static final int BYTES = 24;

    /**
     * Makes one.
     *
     * @param role {@code viewer} or {@code operator}
     * @throws IllegalArgumentException if the name or the role cannot be one
     */
    public static NewUser of(String name, String role, SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        String line = "user." + name + " = " + User.hash(password) + "," + role.toLowerCase(Locale.ROOT);
        try {
            return new NewUser(password, User.parse(line).line());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The name of a user has 1 to 64 letters, digits, dots, underscores or hyphens, and the role is "
                            + "viewer (reads) or operator (steers).",
                    e);
        }
    }

    @Override
    public String toString() {
        return "new user";
    }
}
