package bench.warehouse;

import bench.Machine;
import bench.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Measures, prints the table, and keeps it as {@code warehouse.md} and {@code warehouse.json}. */
public final class Main {
    private static final String NAME = "warehouse";

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments the directory to work in, the directory for the results, the commit that is measured, and the
     *     kinds of ids, all if none is named
     */
    public static void main(String[] arguments) throws Exception {
        Path dir = Path.of(arguments[0]);
        Path output = Path.of(arguments[1]);
        List<Ids> kinds = arguments.length > 3
                ? Arrays.stream(arguments).skip(3).map(Ids::valueOf).toList()
                : List.of(Ids.values());
        WarehouseBench bench = new WarehouseBench(WarehouseBench.Scale.FULL, System.err);
        Path work = Files.createTempDirectory(Files.createDirectories(dir), "run");
        try {
            bench.warmUp(work.resolve("warm-up"));
            List<WarehouseBench.Result> results = new ArrayList<>();
            for (Ids ids : kinds) {
                results.add(bench.run(ids, work.resolve(ids.label())));
                Report report = new Report(machine(arguments[2]), results);
                Results.write(output, NAME, report.markdown(), report.values());
            }
            System.out.println(Files.readString(output.resolve(NAME + ".md")));
        } finally {
            Results.delete(work);
        }
    }

    private static Map<String, String> machine(String commit) throws IOException {
        Map<String, String> machine = Machine.now(commit);
        machine.put(
                "heap",
                "warehouse and S3 " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB, DuckDB's memory beside it; loader " + LoaderProcess.HEAP);
        return machine;
    }
}
