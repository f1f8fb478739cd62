package routes.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The keys of all clients. Immutable. */
final class ApiKeys {
    private final List<ApiKey> keys;
    private final List<byte[]> hashes;

    private ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
        this.hashes =
                keys.stream().map(key -> HexFormat.of().parseHex(key.hash())).toList();
    }

    /**
     * Reads lines of {@code name:sha256[:feed,feed]}; blank ones and those that begin with {@code #} say nothing.
     *
     * @throws IllegalArgumentException naming the number of the line that is wrong, counted from 1; if there is no key
     */
    static ApiKeys parse(List<String> lines) {
        List<ApiKey> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    keys.add(ApiKey.parse(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it holds no key: expected a line each; the command key prints one");
        }
        return new ApiKeys(keys);
    }

    /** How many there are. */
    int size() {
        return keys.size();
    }

    /** The key that a client presents, if it is one of them. Takes as long for any of them as for none. */
    Optional<ApiKey> find(String presented) {
        byte[] hash = sha256().digest(presented.getBytes(StandardCharsets.UTF_8));
        ApiKey found = null;
        for (int i = 0; i < hashes.size(); i++) {
            if (MessageDigest.isEqual(hashes.get(i), hash)) {
                found = keys.get(i);
            }
        }
        return Optional.ofNullable(found);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
