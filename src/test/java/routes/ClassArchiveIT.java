package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that an installation writes, of the packaged jar. */
class ClassArchiveIT {
    private static final Path JAR = Path.of("target", "snowline.jar");
    private static final long LONGEST_SECONDS = 180;

    @TempDir
    Path dir;

    @Test
    void takesTheClassesOfAnAgentFromTheArchive() throws Exception {
        Path archive = dir.resolve("agent.jsa");
        run(List.of("packaging/archive-classes", JAR.toString(), archive.toString()));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String loaded = run(List.of(
                java,
                "@packaging/agent.jvm",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:class+load",
                "-jar",
                JAR.toString(),
                "help"));
        assertThat(loaded).containsPattern("routes\\.Application source: shared objects file \\(top\\)");
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path out = dir.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
        }
        String text = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
