package local;

import local.run.LocalRun;
import local.run.Options;
import routes.settings.SettingsException;

/** The main job on this machine, with no account: {@code mvn -Plocal}. */
public final class Main {
    private Main() {}

    /** See {@link Options} for the arguments, which pom.xml fills from {@code -Dlocal.*}. */
    public static void main(String[] arguments) throws Exception {
        try {
            System.exit(new LocalRun(Options.parse(arguments), System.out).run());
        } catch (IllegalArgumentException | SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (Exception e) {
            // A stack that is half up has threads that would keep this process alive.
            e.printStackTrace();
            System.exit(1);
        }
    }
}
