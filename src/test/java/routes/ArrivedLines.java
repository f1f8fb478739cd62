package routes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines of {@link RotatedLog} as they arrive at the service: which, how often and in what order. Keeps a bit or two for
 * each, so that millions can pass. Safe for any number of threads.
 */
final class ArrivedLines implements InMemoryFirehose.Sink {
    private final Map<String, Incarnation> incarnations = new TreeMap<>();
    private final List<String> strange = new ArrayList<>();
    private long distinct;
    private long repeats;
    private long unexplained;
    private long disorders;
    private long breaks;

    /** What has arrived of one incarnation of a file. */
    private static final class Incarnation {
        final BitSet seen = new BitSet();
        /** Stored by a call that was not answered, so that its sender must send again. */
        final BitSet unanswered = new BitSet();

        int last = -1;
    }

    @Override
    public synchronized void take(byte[] record, boolean isAnswered) {
        Incarnation before = null;
        int previous = -1;
        int start = 0;
        for (int i = 0; i < record.length; i++) {
            if (record[i] != '\n') {
                continue;
            }
            String[] words = new String(record, start, i - start, StandardCharsets.UTF_8).split(" ", 3);
            start = i + 1;
            if (words.length < 3 || !words[2].equals(RotatedLog.REST)) {
                strange.add(String.join(" ", words));
                continue;
            }
            Incarnation incarnation = incarnations.computeIfAbsent(words[0], name -> new Incarnation());
            int number = Integer.parseInt(words[1]);
            if (before == incarnation && number != previous + 1) {
                breaks++;
            }
            before = incarnation;
            previous = number;
            count(incarnation, number, isAnswered);
        }
        if (start < record.length) {
            strange.add("a record that does not end with a newline");
        }
    }

    private void count(Incarnation incarnation, int number, boolean isAnswered) {
        if (incarnation.seen.get(number)) {
            repeats++;
            unexplained += incarnation.unanswered.get(number) ? 0 : 1;
        } else {
            incarnation.seen.set(number);
            distinct++;
            disorders += number < incarnation.last ? 1 : 0;
            incarnation.last = number;
        }
        incarnation.unanswered.set(number, !isAnswered);
    }

    /** Lines that have arrived, each counted once. */
    synchronized long distinct() {
        return distinct;
    }

    /** How often a line arrived that had arrived before. */
    synchronized long repeats() {
        return repeats;
    }

    /** Repeats of lines although the call that had brought them was answered. */
    synchronized long unexplainedRepeats() {
        return unexplained;
    }

    /** Lines that arrived for the first time after a later line of the same incarnation. */
    synchronized long disorders() {
        return disorders;
    }

    /** Places inside records where a line does not follow the one before it. */
    synchronized long breaks() {
        return breaks;
    }

    /** What was never written like that. */
    synchronized List<String> strange() {
        return List.copyOf(strange);
    }

    /** How many lines of an incarnation have arrived. */
    synchronized int of(String incarnation) {
        Incarnation found = incarnations.get(incarnation);
        return found == null ? 0 : found.seen.cardinality();
    }

    /** Whether what has arrived of an incarnation has no gap: if anything is missing, then its end. */
    synchronized boolean isWithoutGap(String incarnation) {
        Incarnation found = incarnations.get(incarnation);
        return found == null || found.seen.nextClearBit(0) == found.seen.length();
    }
}
