package routes.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import routes.snowflake.Scripts;

/**
 * A script of {@code sql/setup/schema}, which runs once.
 *
 * @param path its path without ending, {@code setup/schema/01_create_schemas}
 * @param name what it is recorded as: the file's name, and the pipeline behind a slash where the script names it, since
 *     such a script runs once for each pipeline
 * @param checksum SHA-256 of its statements; comments, indents of empty lines and line endings do not count
 */
public record SchemaScript(String path, String name, String checksum) {
    static final String FOLDER = "setup/schema";

    /** All of them in order, as one pipeline has them. */
    public static List<SchemaScript> all(Scripts scripts, String pipeline) {
        return scripts.in(FOLDER).stream()
                .map(path -> of(scripts, path, pipeline))
                .toList();
    }

    static SchemaScript of(Scripts scripts, String path, String pipeline) {
        String text = scripts.text(path);
        String file = path.substring(FOLDER.length() + 1);
        return new SchemaScript(path, text.contains("${pipeline}") ? file + "/" + pipeline : file, checksum(text));
    }

    /** The name of the file that a recorded name stands for. */
    static String file(String name) {
        return name.split("/", 2)[0];
    }

    private static String checksum(String text) {
        String statements = text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty() && !line.stripLeading().startsWith("--"))
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(statements.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
