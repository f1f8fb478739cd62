package local;

import java.io.IOException;
import java.sql.SQLException;
import local.run.LocalRun;
import local.run.Options;

/** The main job on this machine, with no account: {@code mvn -Plocal}. */
public final class Main {
    private Main() {}

    /** See {@link Options} for the arguments, which pom.xml fills from {@code -Dlocal.*}. */
    public static void main(String[] arguments) throws Exception {
        try {
            System.exit(new LocalRun(Options.parse(arguments), System.out).run());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException | SQLException e) {
            // A stack that is half up has threads that would keep this process alive.
            e.printStackTrace();
            System.exit(1);
        }
    }
}
