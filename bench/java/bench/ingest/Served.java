package bench.ingest;

import bench.Child;
import bench.Cost;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A process of ours that says its port in its first line, and goes on until it is stopped. */
final class Served implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final int port;

    private Served(Process process) throws IOException {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        String first = lines.readLine();
        if (first == null) {
            throw new IOException("A process has ended before it served");
        }
        this.port = Integer.parseInt(first);
    }

    /** Starts a class with the classes of this process. */
    static Served start(String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(main.getName()));
        command.addAll(List.of(arguments));
        return new Served(Child.java(List.of(heap), command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    int port() {
        return port;
    }

    Cost cost() throws IOException {
        return Cost.of(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
