package routes.deadletter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.batch.Zones;

/** Makes the keys of dead letters: the same thing set aside twice gets the same key, whatever it was called. */
final class DeadLetterKey {
    private static final Pattern FEED = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern ENDING = Pattern.compile("(\\.[a-z0-9]{1,8}){1,2}$");
    private static final int DIGITS = 24;

    private DeadLetterKey() {}

    /** For an object, {@code dead-letter/objects/orders/0123….csv.gz}. */
    static String ofObject(String folder, String landingKey, String etag) {
        Matcher ending = ENDING.matcher(landingKey);
        return Zones.DEAD_LETTER + "objects/" + place(folder) + digest(landingKey + "\0" + etag)
                + (ending.find() ? ending.group() : "");
    }

    /** For a line of a source, {@code dead-letter/lines/orders/0123…}. */
    static String ofLine(String feed, String source, long from) {
        return Zones.DEAD_LETTER + "lines/" + place(feed) + digest(source + "\0" + from);
    }

    private static String place(String folder) {
        return (FEED.matcher(folder).matches() ? folder : "_undeclared") + "/";
    }

    private static String digest(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
