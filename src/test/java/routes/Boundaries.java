package routes;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which of the requests of a run are struck: a tenth of them, from another one on in each run, so that a build does not take
 * an hour. {@code -Dboundaries=all} strikes all of them, {@code -Dboundaries=7,12} these two. The names of the tests tell
 * which they were.
 */
final class Boundaries {
    private static final int SHARE = 10;
    /** Of those that take two processes each. */
    private static final int SMALL_SHARE = 30;

    private static final String CHOICE = System.getProperty("boundaries", "some");
    private static final Random RANDOM = new Random();

    private Boundaries() {}

    /** Numbers from 1 to this one, each or each tenth. */
    static IntStream of(int count) {
        return every(1, count);
    }

    /** As {@link #of}, but only each 30th if not all. */
    static IntStream few(int count) {
        return chosen(1, SMALL_SHARE, count);
    }

    /** As {@link #of}, of each so many alone. */
    static IntStream every(int step, int count) {
        return chosen(step, step * SHARE, count);
    }

    private static IntStream chosen(int step, int wideStep, int count) {
        return switch (CHOICE) {
            case "all" -> IntStream.iterate(1, number -> number <= count, number -> number + step);
            case "some" -> {
                int wide = Math.min(wideStep, count);
                yield IntStream.iterate(1 + RANDOM.nextInt(wide), number -> number <= count, number -> number + wide);
            }
            default -> Arrays.stream(CHOICE.split(",")).mapToInt(Integer::parseInt);
        };
    }
}
