package routes.snowflake;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one process that loads, unlike any other that ever was: two containers may have the same host and the same
 * process id, and one host may have both again after a restart.
 *
 * @param process where it runs, for people
 * @param token eight random hex digits
 */
public record LoaderName(String process, String token) {
    private static final String TOKEN = "[0-9a-f]{8}";

    /** A new name for this process. */
    public static LoaderName make(String host, RandomGenerator random) {
        return new LoaderName(ProcessHandle.current().pid() + "@" + host, String.format("%08x", random.nextInt()));
    }

    /** What its transactions are called in Snowflake. */
    public String transaction(String pipeline) {
        return prefix(pipeline) + token;
    }

    /** Whether this is what a transaction of some loader of the pipeline is called; Snowflake may change the case. */
    static Pattern ofAnyLoader(String pipeline) {
        return Pattern.compile(Pattern.quote(prefix(pipeline)) + TOKEN, Pattern.CASE_INSENSITIVE);
    }

    private static String prefix(String pipeline) {
        return "snowline_" + pipeline + "_";
    }

    @Override
    public String toString() {
        return process + "/" + token;
    }
}
