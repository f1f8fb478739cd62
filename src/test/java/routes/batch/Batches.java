package routes.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import routes.settings.ByteSize;
import routes.settings.ClaimSettings;

/** What tests of batches begin with. */
public final class Batches {
    public static final BatchId ID = new BatchId("20261120T093000Z-0a1b2c");
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final ClaimSettings SETTINGS =
            new ClaimSettings(Duration.ofSeconds(1), Duration.ofMinutes(5), ByteSize.parse("1GiB"), 1_000);

    /** As these, with no time to wait. */
    static final ClaimSettings AT_ONCE =
            new ClaimSettings(SETTINGS.poll(), Duration.ZERO, SETTINGS.bytes(), SETTINGS.objects());

    private Batches() {}

    static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    static Former former(Clock clock) {
        return new Former(SETTINGS, "main", "0123456789ab", clock, new Random(1));
    }

    /** A manifest that takes each object's feed from its key. */
    public static Manifest manifest(BatchId batch, StoredObject... objects) {
        List<Manifest.Entry> entries = IntStream.range(0, objects.length)
                .mapToObj(i -> entry(objects[i], i + 1))
                .toList();
        return new Manifest(Manifest.VERSION, batch, "main", "0123456789ab", NOON, entries);
    }

    /** A batch that lies in processing as a whole. */
    public static Claimed claimed(Manifest.Entry... objects) {
        Manifest manifest = new Manifest(Manifest.VERSION, ID, "main", "0123456789ab", NOON, Arrays.asList(objects));
        return new Claimed(manifest, new java.util.HashSet<>(manifest.objects()), java.util.Set.of(), List.of());
    }

    private static Manifest.Entry entry(StoredObject object, int number) {
        String feed = object.key().split("/", 3)[1];
        return new Manifest.Entry(
                feed, object.key(), object.etag(), object.size(), String.format(Locale.ROOT, "%06d.csv", number));
    }
}
