package routes.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.settings.ClaimSettings;

/** Looks at {@code landing/}: what waits there by feed, whether a batch is due, what lies there by mistake. Thread-safe. */
public final class Landing {
    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);
    /** The largest object that CopyObject copies, by the S3 API reference. */
    static final long MAX_COPY_BYTES = 5L << 30;
    /** Clocks that differ by no more agree: S3 tells whole seconds. */
    private static final Duration AGREEMENT = Duration.ofSeconds(5);

    private final ObjectStore store;
    private final Set<String> feeds;
    private final ClaimSettings settings;
    private final Clock clock;
    private final Consumer<Instant> dueAt;
    private volatile Look lastLook;

    /** Creates it, with nobody to tell when a batch will be due. */
    public Landing(ObjectStore store, Collection<String> feeds, ClaimSettings settings, Clock clock) {
        this(store, feeds, settings, clock, when -> {});
    }

    /**
     * Creates it.
     *
     * @param dueAt told when a batch will be due at the latest, whenever something waits and none is
     */
    public Landing(
            ObjectStore store, Collection<String> feeds, ClaimSettings settings, Clock clock, Consumer<Instant> dueAt) {
        this.dueAt = dueAt;
        this.store = store;
        this.feeds = Set.copyOf(feeds);
        this.settings = settings;
        this.clock = clock;
    }

    boolean isDeclared(String feed) {
        return feeds.contains(feed);
    }

    /** A page of each declared feed: what may be claimed, however much that may not be lies before it. */
    public Waiting waiting() {
        Map<String, List<StoredObject>> pages = new LinkedHashMap<>();
        feeds.stream().sorted().forEach(feed -> pages.put(feed, claimable(Zones.landing(feed))));
        Waiting waiting = new Waiting(pages);
        lastLook = new Look(waiting, clock.instant());
        return waiting;
    }

    /** What the latest listing that succeeded has shown, whoever asked for it; empty before the first. */
    public Optional<Look> lastLook() {
        return Optional.ofNullable(lastLook);
    }

    /**
     * What a listing showed.
     *
     * @param waiting what may be claimed
     * @param at when
     */
    public record Look(Waiting waiting, Instant at) {}

    /** Whether there is work: a batch that waits to be finished, or enough in landing for a new one. */
    public boolean isDue() {
        return !store.page(Zones.PROCESSING).isEmpty() || makesBatch(waiting());
    }

    /** Whether what waits makes a batch now. If it only will, its time is told. */
    boolean makesBatch(Waiting waiting) {
        Instant now = clock.instant();
        Instant there = there(now);
        boolean isDue = waiting.isDue(settings, there);
        if (!isDue && waiting.objects() > 0) {
            dueAt.accept(now.plus(Duration.between(there, waiting.oldest().plus(settings.linger()))));
        }
        return isDue;
    }

    /** The time by which objects are dated: S3's, if ours is another. Else ours, which is finer. */
    private Instant there(Instant now) {
        return store.time()
                .filter(time -> Duration.between(now, time).abs().compareTo(AGREEMENT) > 0)
                .orElse(now);
    }

    /** Objects below {@code landing/} that no declared feed claims: one page of each stray folder. */
    public List<StrayObject> strays() {
        ObjectStore.Level level = store.level(Zones.LANDING);
        Stream<StrayObject> folders = level.folders().stream()
                .filter(folder -> !feeds.contains(folder))
                .flatMap(folder ->
                        claimable(Zones.landing(folder)).stream().map(object -> new StrayObject(folder, object)));
        Stream<StrayObject> loose =
                level.objects().stream().filter(Landing::isClaimable).map(object -> new StrayObject("", object));
        return Stream.concat(folders, loose).toList();
    }

    private List<StoredObject> claimable(String prefix) {
        return store.first(prefix, Landing::isClaimable);
    }

    private static boolean isClaimable(StoredObject object) {
        return !isMarker(object) && isCopyable(object);
    }

    /** The empty object that consoles put to show a folder. */
    private static boolean isMarker(StoredObject object) {
        return object.key().endsWith("/") && object.size() == 0;
    }

    private static boolean isCopyable(StoredObject object) {
        if (object.size() > MAX_COPY_BYTES) {
            LOG.error(
                    "An object of {} bytes below landing/ stays there: S3 copies no more than {} at once. Split it."
                            + " Its ETag is {}.",
                    object.size(),
                    MAX_COPY_BYTES,
                    object.etag());
            return false;
        }
        return true;
    }
}
