package routes;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.command.LoaderCommand;
import routes.settings.SettingsException;
import routes.tail.CheckpointException;
import routes.watch.HawtioConsole;

/**
 * Starts Snowline: the routes of the roles that the property {@code roles} names, or one command if there are arguments.
 *
 * <p>Properties come from {@code config/application.properties} below the working directory, key by key before those in
 * {@code /etc/snowline} and these before those in the jar; system properties and environment variables come before all.
 */
public final class Application {
    /** Where properties are read; the first place that has a key wins. */
    static final List<Path> FILES =
            List.of(Path.of("config/application.properties"), Path.of("/etc/snowline/application.properties"));

    private static final String PROPERTIES =
            FILES.stream().map(file -> "file:" + file + ";optional=true,").collect(Collectors.joining())
                    + "classpath:application.properties";

    /** Read by log4j2.properties when the first logger is made, so this class has none in a constant. */
    private static final String LOG_LEVEL = "snowline.log-level";
    /** As in BSD's sysexits.h: an error in the configuration. */
    static final int MISCONFIGURED = 78;

    private static final int FAILED = 1;

    private Application() {}

    /**
     * Runs.
     *
     * @param arguments a command and its operands; none to run the routes until the process is stopped
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && System.getProperty(LOG_LEVEL) == null) {
            // A hundred lines about routes would bury the one that a command answers with.
            System.setProperty(LOG_LEVEL, "warn");
        }
        Main main = main(wiring(List.of(arguments)));
        if (arguments.length > 0) {
            System.exit(new Commands(main, System.out, System.err).run(List.of(arguments)));
        }
        System.exit(run(main));
    }

    private static Wiring wiring(List<String> arguments) {
        if (LoaderCommand.isOne(arguments)) {
            return Wiring.ofLoaderCommand();
        }
        if (Commands.isOfAgent(arguments)) {
            return Wiring.ofAgentCommand();
        }
        if (Commands.isOfAlerts(arguments)) {
            return Wiring.ofAlertCommand();
        }
        return Commands.isOfDoctor(arguments)
                ? Wiring.ofDoctor(Clients.DEFAULT)
                : new Wiring(Clients.DEFAULT, !arguments.isEmpty());
    }

    private static int run(Main main) throws Exception {
        try {
            main.run();
            return main.getExitCode();
        } catch (SettingsException | CheckpointException e) {
            log().error(e.getMessage());
            main.stop();
            return MISCONFIGURED;
        } catch (Exception e) {
            log().error("Cannot start", e);
            main.stop();
            return FAILED;
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Application.class);
    }

    /** Camel, not started yet. */
    static Main main(Wiring wiring) {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(PROPERTIES);
        // Nobody looks at a command by JMX, and an MBean for each step of each route is half of what its start costs.
        main.configure().setJmxEnabled(!wiring.isCommand());
        main.addMainListener(wiring);
        main.addMainListener(new HawtioConsole(!wiring.isCommand()));
        return main;
    }
}
