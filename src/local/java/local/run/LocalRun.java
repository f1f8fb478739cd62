package local.run;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import local.shop.Shop;
import local.shop.ShopWriter;
import local.shop.Truth;

/**
 * One run: the stack in this process, the application in another, the shop in a thread. The calling thread follows the
 * rows until all have arrived, or until the run is stopped.
 */
public final class LocalRun {
    private static final long SEED = 20_261_120;
    private static final double BAD_SHARE = 0.01;
    private static final long LOOK_MILLIS = 250;
    /** Without any progress for so long, something is wrong. */
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Options options;
    private final PrintStream out;
    /** Why the shop's thread ended early; null while it has not. */
    private volatile String failure;

    private final Shop shop = new Shop(SEED, BAD_SHARE);

    /** A run that tells what it does on a stream. */
    public LocalRun(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Runs; the exit code is 0 only if every line is accounted for. */
    public int run() throws Exception {
        Leash.toParent();
        Truth truth = Truth.of(shop, options.isGenerated() ? options.orders() : 0);
        long total = options.isGenerated() ? truth.lines() : UserLog.lines(options);
        int postsPort = freePort();
        int managementPort = freePort();
        Posts posts = new Posts(
                URI.create("http://127.0.0.1:" + postsPort + "/v1/events/events"),
                options.home().resolve("posts.accepted"));
        try (RunLock lock = RunLock.take(options.home());
                Stack stack = new Stack(options.home())) {
            AppProperties properties = new AppProperties(options, stack, postsPort, managementPort);
            properties.write(options.home());
            try (AppProcess app = AppProcess.start(options.home(), properties.environment())) {
                Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop-application"));
                greet(stack, app, postsPort, managementPort);
                Thread writer = new Thread(() -> generate(posts), "shop");
                writer.setDaemon(true);
                writer.start();
                return follow(stack, app, writer, truth, total);
            }
        }
    }

    /** The application has to be told its ports before it runs, since the shop and its user have to know them. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void greet(Stack stack, AppProcess app, int postsPort, int managementPort) {
        out.printf(
                """

                Snowline on this machine, in %s
                  application   process %d; kill it and start again on the same directory: nothing is lost
                  pages         http://127.0.0.1:%d/, for commands see docs/local-snowflake.md
                  warehouse     %s (user local, password local)
                  lake          %s, bucket %s
                  events        POST http://127.0.0.1:%d/v1/events/events
                  kinesis       %s, stream %s
                  stop          Ctrl-C

                """,
                options.home(),
                app.pid(),
                managementPort,
                stack.snowflake().jdbcUrl(),
                stack.s3().endpoint(),
                Stack.BUCKET,
                postsPort,
                stack.kinesis().endpoint(),
                Stack.POSTS);
    }

    /** Writes the logs, and beside them posts the events that are not in there. */
    private void generate(Posts posts) {
        if (!options.isGenerated()) {
            return;
        }
        Thread poster = new Thread(posts, "shop-posts");
        poster.setDaemon(true);
        poster.setUncaughtExceptionHandler((thread, e) -> failure = e.getMessage());
        poster.start();
        try {
            ShopWriter.write(shop, options.orders(), options.logs(), options.rate(), posts::takes);
            posts.end();
            poster.join();
        } catch (IOException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int follow(Stack stack, AppProcess app, Thread writer, Truth truth, long total) throws Exception {
        Tables tables = new Tables(stack.warehouse());
        Lake lake = new Lake(stack.s3Client(), Stack.BUCKET);
        ProgressBar bar = ProgressBar.on(out);
        long lastParsed = -1;
        long lastReconciled = -1;
        long lastProgress = System.nanoTime();
        boolean isDone = false;
        while (app.isAlive() && failure == null) {
            long parsed = tables.number("select coalesce(sum(rows_parsed), 0) from control.batches");
            if (!isDone) {
                bar.show(parsed, total);
            }
            if (parsed != lastParsed) {
                lastParsed = parsed;
                lastProgress = System.nanoTime();
            }
            boolean isStuck = System.nanoTime() - lastProgress > PATIENCE_NANOS;
            boolean isDue = parsed >= total && parsed != lastReconciled && !writer.isAlive();
            // It reads all that is archived, so it is not done again before there is more.
            if (!isDone && (isStuck || (isDue && lake.isQuiet()))) {
                lastReconciled = parsed;
                Reconciliation result = reconcile(truth, total, tables, lake);
                isDone = isStuck || result.unaccounted() == 0;
                if (isDone) {
                    bar.end();
                    out.println(result);
                }
                if (isDone && options.exit()) {
                    return result.unaccounted() == 0 ? 0 : 1;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
        if (failure != null) {
            out.println("The shop stopped: " + failure);
            return 1;
        }
        out.printf("%nThe application ended with code %d. Start again on the same directory.%n", app.exitCode());
        return 1;
    }

    private Reconciliation reconcile(Truth truth, long total, Tables tables, Lake lake) throws SQLException {
        return options.isGenerated()
                ? Reconciliation.of(
                        total,
                        Optional.of(Judgement.of(truth, tables)),
                        new MartDifference(tables, truth).all(),
                        tables,
                        lake)
                : Reconciliation.of(total, Optional.empty(), List.of(), tables, lake);
    }
}
