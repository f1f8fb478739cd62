package bench.pipeline;

import bench.Cost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import local.wire.Gate;
import local.wire.Request;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Small objects that wait in landing, drained by a loader that was away.
 *
 * @param seconds from the start of the process to the last row
 * @param requests that the application made of S3 for each object, by kind
 * @param megabytes resident after a quarter, a half, three quarters, and at the end
 */
record Backlog(
        int objects,
        double seconds,
        long batches,
        Map<String, Double> requests,
        List<Double> megabytes,
        double peakMegabytes) {
    private static final int LINES = 10;
    private static final long LOOK_MILLIS = 200;

    static Backlog measure(Path dir, int objects) throws Exception {
        try (Pipeline pipeline = new Pipeline(dir)) {
            IntStream.range(0, objects).parallel().forEach(object -> put(pipeline, object));
            Map<String, Long> counted = new TreeMap<>();
            pipeline.gate().tell((request, body) -> count(counted, request));
            long lines = (long) objects * LINES;
            long start = System.nanoTime();
            pipeline.start(Map.of("roles", "loader"));
            List<Double> megabytes = new ArrayList<>();
            for (long visible = 0; visible < lines; visible = pipeline.visible()) {
                pipeline.requireAlive();
                if (visible * 4 >= lines * (megabytes.size() + 1)) {
                    megabytes.add(pipeline.footprint().megabytes());
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            Latency.await(pipeline, lines);
            double seconds = (System.nanoTime() - start) / 1e9;
            while (!isArchived(pipeline)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            megabytes.add(pipeline.footprint().megabytes());
            pipeline.gate().tell(Gate.Listener.NONE);
            Cost cost = pipeline.applicationCost();
            return new Backlog(
                    objects,
                    seconds,
                    pipeline.tables().number("select count(*) from control.batches"),
                    each(counted, objects),
                    megabytes,
                    cost.peakMegabytes());
        }
    }

    private static void count(Map<String, Long> counted, Request request) {
        String kind = request.header("x-amz-copy-source").isPresent()
                ? "copy"
                : request.path().contains("list-type=2")
                        ? "list"
                        : request.path().contains("?delete")
                                ? "delete many"
                                : request.method().toLowerCase(Locale.ROOT);
        synchronized (counted) {
            counted.merge(kind, 1L, Long::sum);
        }
    }

    private static Map<String, Double> each(Map<String, Long> counted, int objects) {
        Map<String, Double> each = new LinkedHashMap<>();
        long all = 0;
        synchronized (counted) {
            for (Map.Entry<String, Long> kind : counted.entrySet()) {
                each.put(kind.getKey(), (double) kind.getValue() / objects);
                all += kind.getValue();
            }
        }
        each.put("all", (double) all / objects);
        return each;
    }

    private static boolean isArchived(Pipeline pipeline) {
        return pipeline.s3()
                        .listObjectsV2(request -> request.bucket(Pipeline.BUCKET)
                                .prefix("processing/")
                                .maxKeys(1))
                        .keyCount()
                == 0;
    }

    private static void put(Pipeline pipeline, int object) {
        String key = "landing/orders/%06d.gz".formatted(object);
        byte[] content = content(object);
        pipeline.s3().putObject(request -> request.bucket(Pipeline.BUCKET).key(key), RequestBody.fromBytes(content));
    }

    private static byte[] content(int object) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int line = 0; line < LINES; line++) {
                gzip.write(OrderLog.line((long) object * LINES + line, "2026-01-01T00:00:00.000Z"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
