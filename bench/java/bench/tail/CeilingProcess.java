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

    /** Starts one that posts through sockets, or through {@link Ceiling#CLIENT}. */
    static CeilingProcess start(Path file, SinkProcess sink, String mode) throws IOException {
        List<String> main = List.of(Ceiling.class.getName(), file.toString(), Integer.toString(sink.port()), mode);
        return new CeilingProcess(Child.java(List.of("-Xmx128m"), main)
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
