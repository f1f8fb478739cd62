package routes.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a cluster would be given of one overlay, with or without the components. */
record Rendering(String name, Manifests manifests) {
    /** As in BSD's sysexits.h, and said by k8s/render: neither kubectl nor kustomize is there. */
    private static final int UNAVAILABLE = 69;

    private static List<Rendering> all = List.of();

    /**
     * Renders every overlay as it is and with every component. On a machine that has nothing to render with, the test is left out;
     * a build on a server (CI=true) fails.
     */
    static synchronized List<Rendering> all() throws IOException, InterruptedException {
        if (all.isEmpty()) {
            all = render(Files.createDirectories(Path.of("target", "k8s")));
        }
        return all;
    }

    private static List<Rendering> render(Path directory) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        int exit = new ProcessBuilder("k8s/render", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        assumeFalse(exit == UNAVAILABLE && System.getenv("CI") == null, Files.readString(out));
        assertThat(exit).as(Files.readString(out)).isZero();
        List<Rendering> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                found.add(new Rendering(
                        file.getFileName().toString().replace(".yaml", ""), Manifests.read(Files.readString(file))));
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
