package bench.ingest;

import bench.Machine;
import bench.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Measures, prints the tables, and keeps them as {@code ingest.md} and {@code ingest.json}. */
public final class Main {
    private static final String NAME = "ingest";

    private Main() {}

    /**
     * Runs, in the directory of the project, whose jar has been packaged.
     *
     * @param arguments the directory to work in, the directory for the results, and the commit that is measured
     */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(System.getProperty("bench.options", ""));
        Path work = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), NAME);
        var figures = new IngestBench(options, work).run();
        Map<String, String> machine = Machine.now(arguments[2]);
        machine.put("an event", Posts.eventBytes() + " bytes of JSON");
        machine.put("seconds of each measurement", Integer.toString(options.seconds()));
        machine.put("rounds", Integer.toString(options.rounds()));
        machine.put("shards", Integer.toString(KinesisServer.SHARDS));
        machine.put("flags of the gateway", String.join(" ", GatewayProcess.FLAGS));
        Report report = new Report(machine, figures);
        Results.write(Path.of(arguments[1]), NAME, report.markdown(), report.values());
        System.out.println(report.markdown());
        // After a failure it stays, with the gateway's log.
        Results.delete(work);
    }
}
