package routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines of {@link RotatedLog} as they arrive at the service: which, how often and in what order. Keeps a bit or two for
 * each, so that millions can pass; of lines that say where they come from it keeps that too. Safe for any number of threads.
 */
final class ArrivedLines implements InMemoryFirehose.Sink {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Incarnation> incarnations = new TreeMap<>();
    private final Map<String, String> lineOfPlace = new HashMap<>();
    private final Map<String, String> placeOfLine = new HashMap<>();
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
            String[] words = text(new String(record, start, i - start, StandardCharsets.UTF_8))
                    .split(" ", 3);
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

    /** The line itself, if it came with its place in a file. */
    private String text(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode entry = JSON.readTree(line);
            JsonNode metadata = entry.path("metadata");
            String place = metadata.path("source").asText() + ":"
                    + metadata.path("offset").asText();
            String text = entry.path("data").asText();
            String otherLine = lineOfPlace.putIfAbsent(place, text);
            String otherPlace = placeOfLine.putIfAbsent(text, place);
            if ((otherLine != null && !otherLine.equals(text)) || (otherPlace != null && !otherPlace.equals(place))) {
                strange.add(text + " at " + place + ", where " + otherLine + " was and which was at " + otherPlace);
            }
            return text;
        } catch (JsonProcessingException e) {
            return line;
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

    /** How many lines there are to somebody who takes each source and offset once. */
    synchronized long distinctPlaces() {
        return lineOfPlace.size();
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
