package bench.tail;

import bench.Child;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@link Sink} as seen by who starts it. */
final class SinkProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BufferedReader answers;
    private final OutputStream commands;
    private final int port;

    private SinkProcess(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.getOutputStream();
        this.port = Integer.parseInt(answers.readLine());
    }

    /** Starts one that counts. */
    static SinkProcess counting() throws IOException {
        return start(List.of("-Xmx64m"), "count");
    }

    /** Starts one that also looks at every line. */
    static SinkProcess checking() throws IOException {
        return start(List.of("-Xmx512m"), Sink.CHECKING);
    }

    private static SinkProcess start(List<String> flags, String mode) throws IOException {
        Process process = Child.java(flags, List.of(Sink.class.getName(), mode))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new SinkProcess(process);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    void reset() throws IOException {
        ask(Sink.RESET);
    }

    Tally.Figures figures() throws IOException {
        return ask(Sink.REPORT);
    }

    Tally.Figures figuresWithLines() throws IOException {
        return ask(Sink.REPORT_LINES);
    }

    private Tally.Figures ask(String command) throws IOException {
        commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The sink has ended");
        }
        return JSON.readValue(answer, Tally.Figures.class);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
