package routes.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.settings.SettingsException;

/**
 * The SQL files, read once at start-up from the jar or from a directory. Immutable.
 *
 * <p>A script is asked for by its path without ending, {@code load/find_batch}.
 */
public final class Scripts {
    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";
    private static final String ENDING = ".sql";

    private final String location;
    private final SortedMap<String, String> texts;

    private Scripts(String location, SortedMap<String, String> texts) {
        this.location = location;
        this.texts = texts;
    }

    /**
     * Reads all scripts.
     *
     * @param location {@code classpath:sql} or {@code file:/a/directory}, the property {@code load.sql}
     * @throws SettingsException if there is no such place or no SQL in it
     */
    public static Scripts read(String location) {
        return read(location, Scripts.class.getClassLoader());
    }

    static Scripts read(String location, ClassLoader loader) {
        try {
            SortedMap<String, String> texts = location.startsWith(FILE)
                    ? directory(Path.of(location.substring(FILE.length())))
                    : location.startsWith(CLASSPATH)
                            ? classpath(location.substring(CLASSPATH.length()), loader)
                            : new TreeMap<>();
            if (texts.isEmpty()) {
                throw new SettingsException("Property load.sql is '" + location
                        + "', where no SQL files are: expected classpath:sql or file:/a/directory.");
            }
            return new Scripts(location, texts);
        } catch (IOException e) {
            throw new SettingsException(
                    "Property load.sql is '" + location + "', which cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The text of a script.
     *
     * @throws SettingsException if there is none, naming the file to add
     */
    public String text(String name) {
        return Optional.ofNullable(texts.get(name))
                .orElseThrow(() -> new SettingsException("There is no " + name + ENDING + " in " + location
                        + " (property load.sql): add it, or correct the name that asks for it."));
    }

    /** The names of a folder's scripts in order, {@code setup/01_create_schemas} and so on. */
    public List<String> in(String folder) {
        return texts.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .toList();
    }

    /** Twelve hex digits that change whenever any script does: which SQL made a batch. */
    public String version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach((name, text) -> digest.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static SortedMap<String, String> classpath(String folder, ClassLoader loader) throws IOException {
        URL root = loader.getResource(folder);
        if (root == null) {
            return new TreeMap<>();
        }
        try {
            URI uri = root.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    return directory(jar.getPath("/" + folder));
                }
            }
            return directory(Path.of(uri));
        } catch (URISyntaxException e) {
            throw new IOException("the class path holds " + root, e);
        }
    }

    private static SortedMap<String, String> directory(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return new TreeMap<>();
        }
        // Kubernetes mounts a ConfigMap as links into a folder whose name begins with two dots.
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .filter(file -> !root.relativize(file).toString().startsWith(".."))
                    .collect(Collectors.toMap(
                            file -> name(root.relativize(file).toString()),
                            Scripts::content,
                            (a, b) -> a,
                            TreeMap::new));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String name(String path) {
        return path.replace('\\', '/').substring(0, path.length() - ENDING.length());
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UncheckedIOException(new IOException(file + " is not text in UTF-8.", e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
