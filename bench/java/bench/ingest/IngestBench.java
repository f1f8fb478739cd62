package bench.ingest;

import bench.Child;
import bench.Cost;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Posts to the gateway and to a bare server, and puts with the SDK, each kind in turn. */
final class IngestBench {
    static final String GATEWAY = "gateway";
    static final String KEYED = "gateway, by key";
    static final String BARE = "bare server";
    static final String SDK = "SDK alone";

    /** What is posted. Enough connections for the joining to pay where posts are small. */
    static final List<Posts> KINDS = List.of(new Posts(1, 64), new Posts(100, 16), new Posts(500, 8));

    private static final int SDK_CALLS_AT_ONCE = 4;

    private final Options options;
    private final Path work;
    private final Map<String, List<Figures>> figures = new LinkedHashMap<>();

    IngestBench(Options options, Path work) {
        this.options = options;
        this.work = work;
    }

    /**
     * One measurement.
     *
     * @param p50 milliseconds, as the other percentiles; 0 for the SDK alone
     * @param cpuMicros of the server's processor time for each event; 0 for the SDK alone
     */
    record Figures(
            int events,
            double eventsPerSecond,
            double postsPerSecond,
            double p50,
            double p99,
            double max,
            double cpuMicros) {}

    /** All rounds, by name and then events a post. */
    Map<String, List<Figures>> run() throws Exception {
        Path streams = work.resolve("streams");
        try (Served kinesis = Served.start("-Xmx512m", KinesisServer.class, streams.toString());
                Served bare = Served.start("-Xmx256m", BareServer.class);
                GatewayProcess gateway = GatewayProcess.start(work, kinesis.port())) {
            for (Posts posts : KINDS) {
                Load.run(gateway.port(), GatewayProcess.PATH, posts, options.warmUpSeconds());
                Load.run(gateway.port(), GatewayProcess.KEYED_PATH, posts, options.warmUpSeconds() / 2);
                Load.run(bare.port(), "/", posts, options.warmUpSeconds() / 2);
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (Posts posts : KINDS) {
                    measure(GATEWAY, gateway.port(), GatewayProcess.PATH, posts, gateway::cost);
                    measure(KEYED, gateway.port(), GatewayProcess.KEYED_PATH, posts, gateway::cost);
                    measure(BARE, bare.port(), "/", posts, bare::cost);
                    put(kinesis.port(), posts);
                }
            }
            return figures;
        }
    }

    private interface Costs {
        Cost now() throws IOException;
    }

    private void measure(String name, int port, String path, Posts posts, Costs costs) throws IOException {
        double before = costs.now().cpuSeconds();
        Load.Figures load = Load.run(port, path, posts, options.seconds());
        double micros = (costs.now().cpuSeconds() - before) * 1e6 / load.events();
        add(
                name,
                new Figures(
                        posts.events(),
                        load.eventsPerSecond(),
                        load.postsPerSecond(),
                        load.millis().p50(),
                        load.millis().p99(),
                        load.millis().max(),
                        micros));
    }

    private void put(int kinesis, Posts posts) throws IOException {
        Process process = Child.java(
                        List.of("-Xmx256m"),
                        List.of(
                                SdkPuts.class.getName(),
                                Integer.toString(kinesis),
                                Integer.toString(posts.events()),
                                Integer.toString(SDK_CALLS_AT_ONCE),
                                Integer.toString(options.warmUpSeconds() / 2),
                                Integer.toString(options.seconds())))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            double rate = Double.parseDouble(lines.readLine());
            add(SDK, new Figures(posts.events(), rate, rate / posts.events(), 0, 0, 0, 0));
        } finally {
            process.destroy();
        }
    }

    private void add(String name, Figures found) {
        figures.computeIfAbsent(name, key -> new ArrayList<>()).add(found);
        System.err.printf(
                Locale.ROOT,
                "%s, %d a post: %,.0f events/s, p50 %.1f ms, p99 %.1f ms, %.1f us of processor an event%n",
                name,
                found.events(),
                found.eventsPerSecond(),
                found.p50(),
                found.p99(),
                found.cpuMicros());
    }
}
