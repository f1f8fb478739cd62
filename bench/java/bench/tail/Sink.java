package bench.tail;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/**
 * A process that stands for Firehose: takes PutRecordBatch calls on a port of 127.0.0.1, counts, and answers. It looks at
 * lines only if its argument is {@value #CHECKING}, which nothing that is timed asks for, but for single lines.
 *
 * <p>It writes its port to standard output, and then one line of JSON for each line of standard input: {@value #RESET} to
 * count from zero, {@value #REPORT} for {@link Tally.Figures}. At the end of the input it ends.
 */
public final class Sink {
    static final String CHECKING = "check";
    static final String RESET = "reset";
    static final String REPORT = "report";
    static final String REPORT_LINES = "report-lines";

    private Sink() {}

    /** Runs. */
    public static void main(String[] arguments) throws IOException {
        boolean isChecking = arguments.length > 0 && arguments[0].equals(CHECKING);
        Tally tally = new Tally();
        ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(() -> accept(server, tally, isChecking), "acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
        System.out.println(server.getLocalPort());
        JsonMapper json = new JsonMapper();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals(RESET)) {
                tally.reset();
            }
            System.out.println(json.writeValueAsString(tally.figures(command.equals(REPORT_LINES))));
        }
    }

    private static void accept(ServerSocket server, Tally tally, boolean isChecking) {
        try {
            while (true) {
                Thread connection = new Thread(new SinkConnection(server.accept(), tally, isChecking), "connection");
                connection.setDaemon(true);
                connection.start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
