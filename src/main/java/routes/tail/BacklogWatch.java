package routes.tail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows how files that are behind catch up. Each has a mark: how long it was at some time. Once everything before the
 * mark is acknowledged, all that was there at that time has left, and a new mark is set. Belongs to the reader thread.
 */
final class BacklogWatch {
    private Map<SourceFile, Mark> marks = new HashMap<>();
    private Instant movedAt = Instant.EPOCH;
    private long settled = -1;

    /**
     * Looks at the files after a scan.
     *
     * @param awake all that can be behind
     * @param files how many are followed
     */
    Backlog look(Collection<SourceFile> awake, int files, long settledBytes, Instant now) {
        if (settledBytes != settled) {
            settled = settledBytes;
            movedAt = now;
        }
        Map<SourceFile, Mark> next = new HashMap<>();
        List<Backlog.File> behind = new ArrayList<>();
        for (SourceFile source : awake) {
            long bytes = source.behind();
            if (bytes > 0) {
                Acknowledged acknowledged = source.acknowledged();
                Mark mark = marks.get(source);
                if (mark == null || mark.acknowledged != acknowledged) {
                    mark = new Mark(acknowledged, now);
                }
                mark.look(acknowledged.offset(), bytes, source.awaitsWriter(), now);
                next.put(source, mark);
                behind.add(
                        new Backlog.File(source.path(), bytes, mark.deliveredUntil, mark.movedAt, source.isUnderWay()));
            }
        }
        marks = next;
        return new Backlog(now, movedAt, files, behind);
    }

    private static final class Mark {
        /** Another one after a truncation. */
        private final Acknowledged acknowledged;

        private long offset = -1;
        private long target = -1;
        private Instant targetAt;
        private Instant deliveredUntil;
        private Instant movedAt;

        private Mark(Acknowledged acknowledged, Instant now) {
            this.acknowledged = acknowledged;
            this.targetAt = now;
        }

        private void look(long acknowledgedTo, long bytes, boolean awaitsWriter, Instant now) {
            if (acknowledgedTo != offset || awaitsWriter) {
                offset = acknowledgedTo;
                movedAt = now;
            }
            if (acknowledgedTo >= target) {
                deliveredUntil = targetAt;
                target = acknowledgedTo + bytes;
                targetAt = now;
            }
            if (awaitsWriter) {
                deliveredUntil = now;
            }
        }
    }
}
