package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has taken since it started, as Linux tells it in {@code /proc}.
 *
 * @param cpuSeconds processor time, its own and the kernel's on its behalf
 * @param peakMegabytes most memory that was ever resident, in millions of bytes
 */
public record Cost(double cpuSeconds, double peakMegabytes) {
    /** The unit of times in {@code /proc}: {@code USER_HZ}, 100 on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private static final String PEAK = "VmHWM:";
    private static final double KIBI_IN_MEGA = 1024 / 1e6;

    /** Of a process that runs. */
    public static Cost of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        return parse(Files.readString(process.resolve("stat")), Files.readString(process.resolve("status")));
    }

    /** Reads the two files; proc(5) says what is where. */
    static Cost parse(String stat, String status) {
        // The second field is the name in brackets, and may hold anything; utime and stime are the 14th and 15th.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        String peak = status.lines()
                .filter(line -> line.startsWith(PEAK))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
        return new Cost(cpu, Long.parseLong(peak) * KIBI_IN_MEGA);
    }
}
