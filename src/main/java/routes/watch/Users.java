package routes.watch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import routes.settings.OwnedFile;

/** The users of the management port. Immutable; any thread may ask. */
final class Users {
    private static final String SCHEME = "basic ";

    private final List<User> users;

    private Users(List<User> users) {
        this.users = List.copyOf(users);
    }

    /**
     * Reads lines of {@code user.<name> = <hash>,<role>}.
     *
     * @throws IllegalArgumentException naming the number of the line that is wrong, counted from 1; if there is no user
     */
    static Users parse(String text) {
        List<User> users = OwnedFile.lines(text, User::parse);
        if (users.isEmpty()) {
            throw new IllegalArgumentException("it holds no user: expected a line each; the command user prints one");
        }
        return new Users(users);
    }

    /**
     * Whom the header {@code Authorization} names (RFC 7617); nobody if there is none, or its password is wrong. Takes as
     * long for any user as for none.
     */
    Optional<Visitor> visitor(String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        String credentials = decode(authorization.substring(SCHEME.length()).strip());
        int colon = credentials.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : find(credentials.substring(0, colon), credentials.substring(colon + 1))
                        .map(User::visitor);
    }

    private Optional<User> find(String name, String password) {
        byte[] hash = User.sha256(password);
        User found = null;
        for (User user : users) {
            if (user.is(name, hash)) {
                found = user;
            }
        }
        return Optional.ofNullable(found);
    }

    /** How many there are. */
    @Override
    public String toString() {
        return users.size() + " users";
    }

    private static String decode(String credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
