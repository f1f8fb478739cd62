package bench.warehouse;

import bench.StackProperties;
import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import local.run.LocalUser;
import local.run.Tables;
import local.s3.LocalS3;
import local.snowflake.LocalSnowflake;
import local.snowflake.Options;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 and Snowflake on this machine, on disk, with a loader that answers to nobody else. */
final class Warehouse implements AutoCloseable {
    private static final String BUCKET = "lake";
    private static final Pattern STAGE = Pattern.compile("([a-z-]+) ([0-9.]+) s");

    private final LocalS3 s3;
    private final S3Client client;
    private final LocalSnowflake snowflake;
    private final HikariDataSource pool;
    private final Tables tables;
    private final LoaderProcess loader;
    private int puts;

    Warehouse(Path dir) throws IOException, SQLException {
        Files.createDirectories(dir);
        s3 = LocalS3.in(dir.resolve("s3"), BUCKET, 0);
        client = s3.client();
        snowflake = LocalSnowflake.start(Options.inMemory(s3.endpoint()).withFile(dir.resolve("snowflake.duckdb")));
        pool = LocalUser.open(snowflake);
        LocalUser.setUp(pool, BUCKET);
        tables = new Tables(pool);
        loader = LoaderProcess.start(dir, properties());
    }

    private Map<String, String> properties() {
        Map<String, String> properties = StackProperties.of(s3.endpoint(), BUCKET, snowflake);
        properties.put("roles", "loader");
        properties.put("claim.poll", "500ms");
        // Longer than putting a batch's objects takes, so that they make one batch; the wait is not measured.
        properties.put("claim.linger", "3s");
        return properties;
    }

    /**
     * Puts objects and waits until the loader has made one batch of them.
     *
     * @param reference what to note beside it
     * @throws IllegalStateException if the batch does not have these rows
     */
    BatchFigures load(Map<String, List<byte[]>> objects, long rows, double reference)
            throws SQLException, InterruptedException {
        long cpuBefore = cpuNanos();
        objects.forEach((feed, contents) -> contents.forEach(content -> put(feed, content)));
        LoaderProcess.Finished batch = loader.await();
        double cpu = (cpuNanos() - cpuBefore) / 1e9;
        long parsed =
                tables.number("select rows_parsed from control.batches where batch_id = '" + batch.batchId() + "'");
        if (parsed != rows) {
            throw new IllegalStateException("Batch " + batch.batchId() + " has " + parsed + " rows, expected " + rows);
        }
        return figures(batch, cpu, reference);
    }

    private BatchFigures figures(LoaderProcess.Finished batch, double cpu, double reference) throws SQLException {
        Map<String, Double> scripts = new LinkedHashMap<>();
        Map<String, Double> seconds = new LinkedHashMap<>();
        Steps.NAMES.forEach(name -> seconds.put(name, 0.0));
        List<List<String>> steps = tables.rows("select step, milliseconds from control.batch_steps where batch_id = '"
                + batch.batchId() + "' order by ordinal");
        double inSteps = 0;
        for (List<String> step : steps) {
            double taken = Double.parseDouble(step.get(1)) / 1e3;
            scripts.merge(step.get(0), taken, Double::sum);
            seconds.merge(Steps.of(step.get(0)), taken, Double::sum);
            inSteps += taken;
        }
        Map<String, Double> stages = stages(batch.stages());
        double transaction = stages.get("load") + stages.get("transform") + stages.get("commit");
        seconds.put("commit", stages.get("commit"));
        seconds.put("rest", stages.get("load") + stages.get("transform") - inSteps);
        seconds.put("claim", stages.get("claim"));
        seconds.put("archive", stages.get("archive"));
        double total = stages.values().stream().mapToDouble(Double::doubleValue).sum();
        return new BatchFigures(seconds, scripts, steps.size(), transaction, total, cpu, reference);
    }

    private static Map<String, Double> stages(String text) {
        Map<String, Double> stages = new LinkedHashMap<>();
        Matcher stage = STAGE.matcher(text);
        while (stage.find()) {
            stages.put(stage.group(1), Double.valueOf(stage.group(2)));
        }
        return stages;
    }

    private void put(String feed, byte[] content) {
        String key = "landing/" + feed + "/" + ++puts + ".gz";
        client.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    /** Runs statements, each in a transaction of its own. */
    void execute(String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
        }
    }

    long number(String query) throws SQLException {
        return tables.number(query);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    @Override
    public void close() throws IOException, SQLException {
        loader.close();
        pool.close();
        snowflake.close();
        client.close();
        s3.close();
    }
}
