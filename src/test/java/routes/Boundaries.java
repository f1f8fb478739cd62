package routes;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which of the requests that a batch makes are struck: a fifth of them, from another one on in each run, so that a build does
 * not take an hour; all of them with {@code -Dboundaries=all}. The names of the tests tell which they were.
 */
final class Boundaries {
    private static final int SHARE = 5;
    private static final Random RANDOM = new Random();

    private Boundaries() {}

    /** Numbers from 1 to this one, each or each fifth. */
    static IntStream of(int count) {
        return every(1, count);
    }

    /** As {@link #of}, of each so many alone. */
    static IntStream every(int step, int count) {
        if (System.getProperty("boundaries", "some").equals("all")) {
            return IntStream.iterate(1, number -> number <= count, number -> number + step);
        }
        int wide = Math.min(step * SHARE, count);
        return IntStream.iterate(1 + RANDOM.nextInt(wide), number -> number <= count, number -> number + wide);
    }
}
