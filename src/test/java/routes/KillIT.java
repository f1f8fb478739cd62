package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole local run as a user starts it, in processes of its own, and one of them killed in the middle. */
class KillIT {
    private static final Pattern PID = Pattern.compile("application +process (\\d+)");
    private static final Pattern BATCH = Pattern.compile("Batch .*rows.*");
    /** Lines a second: far fewer than are done when the first batch is, however busy the machine. */
    private static final int SLOWLY = 50;

    private static final int AT_ONCE = 0;
    private static final long MINUTES = 3;

    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingWhenTheApplicationIsKilled() throws Exception {
        Process killed = start(SLOWLY);
        long pid = 0;
        boolean hasLoaded = false;
        StringBuilder before = new StringBuilder();
        try (BufferedReader lines = output(killed)) {
            String line = lines.readLine();
            while (line != null && !hasLoaded) {
                before.append(line).append('\n');
                Matcher application = PID.matcher(line);
                pid = application.find() ? Long.parseLong(application.group(1)) : pid;
                hasLoaded = BATCH.matcher(line).find();
                line = lines.readLine();
            }
            assertThat(hasLoaded).as(before.toString()).isTrue();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            while (line != null) {
                line = lines.readLine();
            }
        }
        assertThat(killed.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(killed.exitValue()).isEqualTo(1);

        Process again = start(AT_ONCE);
        List<String> told = new ArrayList<>();
        try (BufferedReader lines = output(again)) {
            lines.lines().forEach(told::add);
        }
        assertThat(again.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(told).anyMatch(line -> line.matches("unaccounted +0"));
        assertThat(again.exitValue()).isZero();
    }

    private Process start(int rate) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "local.Main",
                        "--dir=" + directory,
                        "--orders=6000",
                        "--rate=" + rate,
                        "--exit=true",
                        "--files=",
                        "--feed=",
                        "--skip-header-lines=0")
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
