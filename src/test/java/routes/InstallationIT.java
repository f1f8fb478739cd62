package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What packaging/install lays out, and the archive of classes that it writes. */
class InstallationIT {
    private static final long LONGEST_SECONDS = 180;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    static Path root;

    private static Path home;
    private static Path flags;

    @BeforeAll
    static void install() throws Exception {
        home = root.resolve("usr/share/snowline");
        flags = root.resolve("etc/snowline/agent.jvm");
        run(Map.of("DESTDIR", root.toString()), "packaging/install");
        run(Map.of(), "packaging/archive-classes", jar(), archive());
    }

    @Test
    void takesTheClassesOfAnAgentFromTheArchive() throws Exception {
        Ended help = run(
                Map.of(),
                JAVA,
                "@" + flags,
                "-XX:SharedArchiveFile=" + archive(),
                "-Xlog:class+load",
                "-jar",
                jar(),
                "help");
        assertThat(help.text()).containsPattern("routes\\.Application source: shared objects file \\(top\\)");
    }

    @Test
    void holdsAllButTheDriverThatAgentsDoNotNeed() {
        assertThat(names(Path.of("target/lib"))).anyMatch(InstallationIT::isDriver);
        assertThat(names(home.resolve("lib")))
                .containsExactlyInAnyOrderElementsOf(names(Path.of("target/lib")).stream()
                        .filter(name -> !isDriver(name))
                        .toList());
    }

    @Test
    void saysWhatAnotherRoleMisses() throws Exception {
        Map<String, String> properties = Map.of(
                "ROLES", "loader",
                "BUCKET", "lake",
                "AWS_REGION", "eu-central-1",
                "SNOWFLAKE_URL", "jdbc:snowflake://example.snowflakecomputing.com/",
                "SNOWFLAKE_USER", "SNOWLINE",
                "SNOWFLAKE_PASSWORD", "none");
        Ended loader = end(properties, JAVA, "-jar", jar());
        assertThat(loader.text()).contains("There is no Snowflake driver on the class path", "snowflake-jdbc-*.jar");
        assertThat(loader.code()).isEqualTo(Application.MISCONFIGURED);
    }

    private static String jar() {
        return home.resolve("snowline.jar").toString();
    }

    private static String archive() {
        return home.resolve("agent.jsa").toString();
    }

    private static boolean isDriver(String name) {
        return name.startsWith("snowflake-jdbc");
    }

    private static List<String> names(Path directory) {
        return List.of(directory.toFile().list());
    }

    /** How a process ended, and what it wrote. */
    private record Ended(int code, String text) {}

    private static Ended run(Map<String, String> environment, String... command) throws Exception {
        Ended ended = end(environment, command);
        assertThat(ended.code()).as(ended.text()).isZero();
        return ended;
    }

    private static Ended end(Map<String, String> environment, String... command) throws Exception {
        Path out = Files.createTempFile(root, "out", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
        }
        return new Ended(process.waitFor(), Files.readString(out, StandardCharsets.UTF_8));
    }
}
