package bench.pipeline;

import bench.Percentiles;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * From the moment that a line says it was written to the moment that somebody who asks can see its batch, weighted by rows.
 *
 * @param batches of how many
 * @param mean milliseconds
 * @param percentiles milliseconds
 * @param shares mean milliseconds by stage: delivery until the object is in landing, claiming until its batch has a manifest,
 *     loading until the batch can be seen
 */
record Latency(long rows, int objects, int batches, double mean, Percentiles percentiles, Map<String, Double> shares) {
    /** Lines before it counts: a process that has just started interprets what it later compiles, and catches up on its start. */
    private static final int WARM_UP_SECONDS = 60;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PLACES = """
            select r.batch_id, o.landing_key, r.recorded_at, count(*)
            from raw.orders r join control.loaded_objects o on o.batch_id = r.batch_id and o.source_file = r.source_file
            group by 1, 2, 3
            """;

    static Latency measure(Path dir, double megabytes, int seconds) throws Exception {
        OrderLog log;
        double rate = megabytes * 1e6 / OrderLog.lineBytes();
        try (Pipeline pipeline = new Pipeline(dir);
                Sightings sightings = new Sightings(pipeline.stackGate(), pipeline.tables())) {
            log = new OrderLog(pipeline.log());
            pipeline.start(Map.of());
            log.write(rate, WARM_UP_SECONDS);
            long from = System.currentTimeMillis();
            log.write(rate, seconds);
            long to = System.currentTimeMillis();
            // What does not fill an object any more has no part in it.
            pipeline.firehose().flush(PATIENCE);
            await(pipeline, log.lines());
            return of(pipeline.tables().rows(PLACES), sightings, from, to);
        }
    }

    /** Waits until all have arrived; figures of a run that has lost or doubled one are worth nothing. */
    static void await(Pipeline pipeline, long lines) throws Exception {
        if (!arrive(pipeline, lines, PATIENCE)) {
            throw new IllegalStateException(pipeline.visible() + " rows of " + lines + " have arrived in time");
        }
    }

    /** The same; false if that takes too long, and then at least none has been doubled. */
    static boolean arrive(Pipeline pipeline, long lines, Duration patience) throws Exception {
        long until = System.nanoTime() + patience.toNanos();
        while (pipeline.visible() < lines && System.nanoTime() < until) {
            pipeline.requireAlive();
            Thread.sleep(100);
        }
        boolean haveArrived = pipeline.visible() >= lines;
        List<String> counted = pipeline.tables()
                .rows("select count(*), count(distinct order_id) from mart.orders")
                .get(0);
        long rows = Long.parseLong(counted.get(0));
        long orders = Long.parseLong(counted.get(1));
        if (orders != rows || (haveArrived && rows != lines)) {
            throw new IllegalStateException("mart.orders has " + rows + " rows of " + orders + " orders of " + lines);
        }
        return haveArrived;
    }

    private static Latency of(List<List<String>> places, Sightings sightings, long from, long to) throws SQLException {
        List<Double> all = new ArrayList<>();
        double delivery = 0;
        double claiming = 0;
        double loading = 0;
        Set<String> objects = new TreeSet<>();
        Set<String> batches = new TreeSet<>();
        String last = last(places, sightings);
        for (List<String> place : places) {
            long written = Instant.parse(place.get(2)).toEpochMilli();
            boolean counts = written >= from && written < to && !place.get(1).equals(last);
            if (counts) {
                long visible = sightings.visible(place.get(0));
                long formed = sightings.formed(place.get(0));
                long landed = sightings.landed(place.get(1));
                long rows = Long.parseLong(place.get(3));
                for (long row = 0; row < rows; row++) {
                    all.add((double) (visible - written));
                }
                delivery += (double) (landed - written) * rows;
                claiming += (double) (formed - landed) * rows;
                loading += (double) (visible - formed) * rows;
                objects.add(place.get(1));
                batches.add(place.get(0));
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("written to landed", delivery / all.size());
        shares.put("landed to batch formed", claiming / all.size());
        shares.put("batch formed to visible", loading / all.size());
        double mean = all.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new Latency(all.size(), objects.size(), batches.size(), mean, Percentiles.of(all), shares);
    }

    /** The object that was delivered before it was full, because nothing came any more. */
    private static String last(List<List<String>> places, Sightings sightings) {
        return places.stream()
                .map(place -> place.get(1))
                .distinct()
                .max(Comparator.comparingLong(sightings::landed))
                .orElseThrow();
    }
}
