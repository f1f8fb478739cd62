package bench.tail;

import bench.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@link Ceiling} as seen by who starts it. */
final class CeilingProcess implements Sender {
    private final Process process;

    private CeilingProcess(Process process) {
        this.process = process;
    }

    /** Starts one that posts by {@link Ceiling#SOCKETS}, {@link Ceiling#CLIENT} or {@link Ceiling#SDK}. */
    static CeilingProcess start(Path file, SinkProcess sink, String mode) throws IOException {
        List<String> main = List.of(Ceiling.class.getName(), file.toString(), Integer.toString(sink.port()), mode);
        // The SDK writes a call into a buffer that grows by doubling.
        String heap = mode.equals(Ceiling.SDK) ? "-Xmx512m" : "-Xmx128m";
        return new CeilingProcess(Child.java(List.of(heap), main)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The ceiling has ended with " + process.exitValue());
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
