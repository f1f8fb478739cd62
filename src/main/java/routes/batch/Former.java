package routes.batch;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.settings.ClaimSettings;

/** Forms a batch of what waits: oldest objects first, within the bounds of objects and bytes. */
public final class Former {
    /** Endings that tell how an object is packed; any other ending says nothing that matters. */
    private static final Pattern PACKED = Pattern.compile("\\.(gz|zst|bz2)$", Pattern.CASE_INSENSITIVE);

    private final ClaimSettings settings;
    private final String pipeline;
    private final String sqlVersion;
    private final Clock clock;
    private final RandomGenerator random;

    public Former(ClaimSettings settings, String pipeline, String sqlVersion, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.sqlVersion = sqlVersion;
        this.clock = clock;
        this.random = random;
    }

    String pipeline() {
        return pipeline;
    }

    /** A manifest of at least one object, however large. */
    public Manifest form(Waiting waiting) {
        Map<String, Integer> numbers = new HashMap<>();
        List<Manifest.Entry> entries = new ArrayList<>();
        long room = settings.bytes().bytes();
        for (Candidate candidate : oldestFirst(waiting)) {
            long size = candidate.object().size();
            int number = numbers.getOrDefault(candidate.feed(), 0) + 1;
            if (number <= settings.objects() && (size <= room || entries.isEmpty())) {
                numbers.put(candidate.feed(), number);
                room -= size;
                entries.add(entry(candidate.feed(), number, candidate.object()));
            }
        }
        return new Manifest(
                Manifest.VERSION, BatchId.next(clock, random), pipeline, sqlVersion, clock.instant(), entries);
    }

    private static List<Candidate> oldestFirst(Waiting waiting) {
        return waiting.feeds().entrySet().stream()
                .flatMap(feed -> feed.getValue().stream().map(object -> new Candidate(feed.getKey(), object)))
                .sorted(Comparator.comparing(
                                (Candidate candidate) -> candidate.object().modifiedAt())
                        .thenComparing(candidate -> candidate.object().key()))
                .toList();
    }

    private record Candidate(String feed, StoredObject object) {}

    private static Manifest.Entry entry(String feed, int number, StoredObject object) {
        Matcher packed = PACKED.matcher(object.key());
        String ending = packed.find() ? packed.group().toLowerCase(Locale.ROOT) : "";
        String name = String.format(Locale.ROOT, "%06d.csv%s", number, ending);
        return new Manifest.Entry(feed, object.key(), object.etag(), object.size(), name);
    }
}
