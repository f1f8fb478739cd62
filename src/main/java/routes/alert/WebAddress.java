package routes.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address of a webhook: by https, or by http on this host. No message about it holds it, since it is a secret. */
final class WebAddress {
    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    /**
     * Reads one.
     *
     * @param key the property that it comes from
     * @throws IllegalArgumentException if it is none, without saying what it is
     */
    static URI parse(String key, String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw refused(key);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean isSafe = scheme.equals("https") || (scheme.equals("http") && THIS_HOST.contains(address.getHost()));
        if (address.getHost() == null || address.getUserInfo() != null || !isSafe) {
            throw refused(key);
        }
        return address;
    }

    private static IllegalArgumentException refused(String key) {
        return new IllegalArgumentException("what " + key + " says is not the address of a webhook (it is not shown"
                + " here): expected https://<host>/<path>, without a user; http:// on this host only");
    }
}
