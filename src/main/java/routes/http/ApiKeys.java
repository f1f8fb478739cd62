package routes.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import routes.settings.OwnedFile;

/** The keys of all clients. Immutable. */
public final class ApiKeys {
    private final List<ApiKey> keys;
    private final List<byte[]> hashes;

    private ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
        this.hashes =
                keys.stream().map(key -> HexFormat.of().parseHex(key.hash())).toList();
    }

    /**
     * The file of keys.
     *
     * @throws routes.settings.SettingsException if it cannot be used, saying why
     */
    public static OwnedFile<ApiKeys> file(Path file) {
        return new OwnedFile<>("ingest.keys-file", file, ApiKeys::parse);
    }

    /**
     * Reads lines of {@code name:sha256[:feed,feed]}.
     *
     * @throws IllegalArgumentException naming the number of the line that is wrong, counted from 1; if there is no key
     */
    static ApiKeys parse(String text) {
        List<ApiKey> keys = OwnedFile.lines(text, ApiKey::parse);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("it holds no key: expected a line each; the command key prints one");
        }
        return new ApiKeys(keys);
    }

    /** How many there are. */
    @Override
    public String toString() {
        return keys.size() + " API keys";
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
