package routes.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.settings.SettingsException;

class ScriptsTest {
    @TempDir
    private Path directory;

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Scripts scripts() {
        return Scripts.read("file:" + directory);
    }

    @Test
    void readsTheClassPath() throws IOException {
        Scripts scripts = Scripts.read("classpath:sql");

        assertThat(scripts.text("load/find_batch")).isEqualTo(Files.readString(Path.of("sql/load/find_batch.sql")));
        try (Stream<Path> files = Files.list(Path.of("sql/setup/schema"))) {
            assertThat(scripts.in("setup/schema"))
                    .containsExactlyElementsOf(files.map(file -> "setup/schema/"
                                    + file.getFileName().toString().replace(".sql", ""))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void readsADirectory() throws IOException {
        write("load/b.sql", "select 'ü'");
        write("load/a.sql", "select 1");
        write("load/deeper/c.sql", "select 2");
        write("loading/d.sql", "select 3");
        write("load/notes.txt", "nothing");

        Scripts scripts = scripts();

        assertThat(scripts.text("load/b")).isEqualTo("select 'ü'");
        assertThat(scripts.in("load")).containsExactly("load/a", "load/b", "load/deeper/c");
        assertThat(scripts.in("none")).isEmpty();
    }

    @Test
    void readsThroughTheLinksOfAMountedConfigMap() throws IOException {
        write("..2026_11_20/load/a.sql", "select 1");
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_11_20"));
        Files.createSymbolicLink(directory.resolve("load"), Path.of("..data/load"));

        assertThat(scripts().in("load")).containsExactly("load/a");
        assertThat(scripts().in("..data")).isEmpty();
    }

    @Test
    void namesAScriptThatIsMissingAndWhereItBelongs() throws IOException {
        write("load/a.sql", "select 1");

        assertThatThrownBy(() -> scripts().text("load/copy_returns"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("load/copy_returns.sql")
                .hasMessageContaining("file:" + directory)
                .hasMessageContaining("load.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:nowhere", "file:/nowhere/at/all", "sql", "", "file:pom.xml", "http://x/sql"})
    void refusesAPlaceWithoutSql(String location) {
        assertThatThrownBy(() -> Scripts.read(location))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("load.sql is '" + location + "'")
                .hasMessageContaining("expected classpath:sql or file:/a/directory");
    }

    @Test
    void namesAFileThatIsNotText() throws IOException {
        write("load/a.sql", "select 1");
        Files.write(directory.resolve("load/broken.sql"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(this::scripts)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("load/broken.sql")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void changesItsVersionWithAnyScript() throws IOException {
        write("a.sql", "select 1");
        write("b.sql", "select 2");
        String before = scripts().version();
        assertThat(before).matches("[0-9a-f]{12}").isEqualTo(scripts().version());

        write("b.sql", "select 3");
        String edited = scripts().version();
        write("b.sql", "select 2");
        assertThat(scripts().version()).isEqualTo(before);
        Files.move(directory.resolve("b.sql"), directory.resolve("c.sql"));
        String renamed = scripts().version();
        Files.delete(directory.resolve("c.sql"));

        assertThat(List.of(before, edited, renamed, scripts().version())).doesNotHaveDuplicates();
    }

    @Test
    void readsAJar() throws Exception {
        Path jar = directory.resolve("app.jar");
        try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : List.of("sql/", "sql/load/", "sql/load/a.sql")) {
                out.putNextEntry(new java.util.zip.ZipEntry(entry));
                if (entry.endsWith(".sql")) {
                    out.write("select 1".getBytes(StandardCharsets.UTF_8));
                }
                out.closeEntry();
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(Scripts.read("classpath:sql", loader).in("load")).containsExactly("load/a");
        }
    }
}
