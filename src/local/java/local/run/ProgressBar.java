package local.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** One line that fills while rows arrive: redrawn in place on a terminal, else printed at each tenth. */
final class ProgressBar {
    private static final int WIDTH = 40;
    private static final int STEPS = 10;

    private final PrintStream out;
    private final boolean isTerminal;
    private long lastStep = -1;

    ProgressBar(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** For a stream that is standard output. */
    static ProgressBar on(PrintStream out) {
        return new ProgressBar(out, isTerminal());
    }

    /** Linux tells where standard output goes; elsewhere it is taken for a file. */
    private static boolean isTerminal() {
        try {
            return Path.of("/proc/self/fd/1").toRealPath().toString().matches("/dev/(pts/|tty).*");
        } catch (IOException e) {
            return false;
        }
    }

    void show(long done, long total) {
        long bounded = Math.min(done, total);
        long step = total == 0 ? 0 : bounded * STEPS / total;
        if (isTerminal) {
            int filled = total == 0 ? 0 : (int) (bounded * WIDTH / total);
            out.printf(
                    Locale.ROOT,
                    "\r[%s%s] %,d of %,d lines ",
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    done,
                    total);
        } else if (step != lastStep) {
            out.printf(Locale.ROOT, "%,d of %,d lines%n", done, total);
        }
        lastStep = step;
        out.flush();
    }

    void end() {
        if (isTerminal) {
            out.println();
        }
    }
}
