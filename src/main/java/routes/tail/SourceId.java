package routes.tail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one incarnation of a file. Two incarnations never share a name, so a name and an offset are one byte for ever.
 *
 * @param hash 32 hex digits of who reads the file, where it is stored, when it was made and how it begins
 * @param generation how often the file has been truncated
 */
record SourceId(String hash, int generation) {
    private static final int HASH_BYTES = 16;

    static SourceId of(String agentId, FileIdentity file, Fingerprint fingerprint) {
        String text = agentId
                + '\n'
                + file.device()
                + '\n'
                + file.inode()
                + '\n'
                + file.bornAtMillis()
                + '\n'
                + fingerprint.length()
                + '\n'
                + fingerprint.sha256();
        byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return new SourceId(HexFormat.of().formatHex(digest, 0, HASH_BYTES), 0);
    }

    SourceId nextGeneration() {
        return new SourceId(hash, generation + 1);
    }

    @Override
    public String toString() {
        return hash + "-" + generation;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
