package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import local.run.MartDifference;
import local.run.Posts;
import local.shop.Shop;
import local.shop.ShopWriter;
import local.shop.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shop writes its logs and posts its events, and the process is killed at one of its requests again and again meanwhile:
 * each column of each mart is in the end what the shop knows. {@code -Dseed=} repeats a run as far as time lets it be repeated,
 * {@code -Dkills=} makes it longer.
 */
class CrashUnderLoadIT {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int KILLS = Integer.getInteger("kills", 4);

    /** Of one life of a process: long enough for some batches, short enough to end in the middle of one. */
    private static final int MOST_REQUESTS = 400;

    private static final double LINES_PER_SECOND = 300;

    /** The shop goes on until the last kill, so that no process runs out of requests before its own. */
    private static final long NO_END = Long.MAX_VALUE;

    @TempDir
    private Path directory;

    @Test
    void endsAsTheShopKnowsItHoweverOftenItIsKilled() throws Exception {
        System.out.println("Seed: " + SEED);
        Random random = new Random(SEED);
        Shop shop = new Shop(SEED, 0.02);
        try (Crash crash = new Crash(directory, Map.of())) {
            Posts posts = new Posts(crash.posts(), directory.resolve("posts.accepted"));
            Thread poster = start(posts, "posts");
            FutureTask<Long> ordersWritten = new FutureTask<>(
                    () -> ShopWriter.write(shop, NO_END, crash.logs(), LINES_PER_SECOND, posts::takes));
            Thread writer = start(ordersWritten, "logs");
            for (int kill = 0; kill < KILLS; kill++) {
                int number = 1 + random.nextInt(MOST_REQUESTS);
                Crash.Moment moment =
                        random.nextBoolean() ? Crash.Moment.BEFORE_IT_IS_SERVED : Crash.Moment.BEFORE_ITS_ANSWER;
                try (Crash.Life process = crash.start(moment, number)) {
                    process.killWhenStruck();
                    System.out.println("Killed at " + number + " " + moment + ", " + process.struck());
                }
            }
            Truth truth;
            try (Crash.Life process = crash.start(Crash.Moment.BEFORE_IT_IS_SERVED)) {
                writer.interrupt();
                truth = Truth.of(shop, ordersWritten.get());
                posts.end();
                poster.join();
                crash.awaitEnd(process);
            }
            LocalStack stack = crash.stack();
            assertThat(new MartDifference(stack.tables(), truth).all()).isEmpty();
            assertThat(stack.keys("dead-letter/")).isEmpty();
            assertThat(stack.number("select coalesce(sum(objects_missing), 0) from control.batches"))
                    .isZero();
            assertThat(stack.failingChecks()).isEmpty();
            System.out.println("Rows that came more than once: "
                    + stack.number("select sum(rows_repeated) from control.batches") + " of " + truth.lines()
                    + " lines, in " + stack.number("select count(*) from control.batches") + " batches");
        }
    }

    private static Thread start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
