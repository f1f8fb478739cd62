package routes.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of an address behind the question mark. */
final class Url {
    private Url() {}

    /** A value. */
    static String of(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The same parameters with another cursor. */
    static String next(Map<String, String> parameters, String cursor) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("cursor", cursor);
        return all.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> of(one.getKey()) + "=" + of(one.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }
}
