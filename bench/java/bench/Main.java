package bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures, prints the table, and keeps it as {@code warehouse.md} and {@code warehouse.json}. */
public final class Main {
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
                write(output, new Report(machine(arguments[2]), results));
            }
            System.out.println(Files.readString(output.resolve("warehouse.md")));
        } finally {
            delete(work);
        }
    }

    private static void write(Path output, Report report) throws IOException {
        Files.createDirectories(output);
        Files.writeString(output.resolve("warehouse.md"), report.markdown());
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(output.resolve("warehouse.json"), json.writeValueAsString(report.values()) + "\n");
    }

    private static Map<String, String> machine(String commit) throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.put("commit", commit);
        machine.put("processor", processor());
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("load before the end", load());
        machine.put("Java", Runtime.version().toString());
        machine.put(
                "heap",
                "warehouse and S3 " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB, DuckDB's memory beside it; loader " + LoaderProcess.HEAP);
        return machine;
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        String arch = System.getProperty("os.arch");
        if (!Files.isReadable(file)) {
            return arch;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(arch);
        }
    }

    private static String load() {
        double load = java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        return Math.round(load * 10) / 10.0 + " in the last minute, this run and all else on the machine";
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
