package routes.watch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.LoadedRange;
import routes.text.Printable;

/**
 * Finds gaps in what has been loaded of files whose lines tell their place: bytes between two lines of a file that were
 * loaded, and were not loaded themselves. Knows what this process has loaded and forgets it with it; what is before the first
 * and behind the last line that it saw of a file is no gap. Firehose promises no order, so a gap counts only if it stays.
 * Thread-safe.
 */
public final class Gaps {
    /** The most bytes that end a line: a carriage return and a newline. */
    static final int LINE_END = 2;
    /** Files that are remembered, the latest ones. */
    static final int MAX_FILES = 10_000;
    /** Ranges of a batch that the query tells; one that has as many may have more. */
    static final int MAX_RANGES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

    private final Map<String, NavigableMap<Long, Long>> files = new LinkedHashMap<>(16, 0.75f, true);
    private int ranges;

    /** Takes note of what a batch has loaded. */
    public synchronized void loaded(List<LoadedRange> found) {
        if (found.size() >= MAX_RANGES || ranges + found.size() > MAX_FILES + MAX_RANGES) {
            LOG.warn("Lines come in too many pieces to find gaps between them; begun anew");
            forget();
            return;
        }
        found.forEach(this::add);
        Iterator<NavigableMap<Long, Long>> oldest = files.values().iterator();
        while (files.size() > MAX_FILES) {
            ranges -= oldest.next().size();
            oldest.remove();
        }
    }

    /** Takes note that it is not known what a batch has loaded: whatever it was would look like a gap. */
    public synchronized void failed(Exception cause) {
        LOG.warn(
                "Cannot read which lines a batch has loaded, so gaps are looked for anew: {}",
                Printable.message(cause));
        forget();
    }

    /** Bytes in gaps; not a number as long as no line told its place. */
    public synchronized double bytes() {
        return files.isEmpty()
                ? Double.NaN
                : files.values().stream().mapToLong(Gaps::missing).sum();
    }

    private void forget() {
        files.clear();
        ranges = 0;
    }

    private void add(LoadedRange range) {
        NavigableMap<Long, Long> loaded = files.computeIfAbsent(range.source(), source -> new TreeMap<>());
        ranges -= loaded.size();
        long from = range.from();
        long to = range.to();
        Map.Entry<Long, Long> before = loaded.floorEntry(from);
        if (before != null && before.getValue() + LINE_END >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = loaded.ceilingEntry(from);
        while (next != null && next.getKey() <= to + LINE_END) {
            to = Math.max(to, next.getValue());
            loaded.remove(next.getKey());
            next = loaded.ceilingEntry(from);
        }
        loaded.put(from, to);
        ranges += loaded.size();
    }

    /** One byte at least between two ranges is the newline of the line before. */
    private static long missing(NavigableMap<Long, Long> loaded) {
        long missing = 0;
        long end = loaded.firstEntry().getValue();
        for (Map.Entry<Long, Long> range :
                loaded.tailMap(loaded.firstKey(), false).entrySet()) {
            missing += range.getKey() - end - 1;
            end = range.getValue();
        }
        return missing;
    }
}
