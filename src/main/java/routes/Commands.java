package routes;

import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import routes.batch.BatchId;
import routes.batch.Origin;
import routes.command.AgentStatus;
import routes.command.Check;
import routes.command.LoaderCommand;
import routes.command.RunningLoader;
import routes.command.Setup;
import routes.command.SetupPlaces;
import routes.deadletter.Retry;
import routes.doctor.Examination;
import routes.doctor.Report;
import routes.http.NewKey;
import routes.settings.Role;
import routes.settings.Settings;
import routes.snowflake.Forgotten;
import routes.snowflake.Sql;
import routes.text.Printable;
import routes.watch.NewUser;

/**
 * The command line: {@code setup}, {@code retry}, {@code check}, {@code forget}, {@code key}, {@code user},
 * {@code doctor}, {@code agent status}, {@code alert test} and the replays. Each starts Camel with the
 * routes it needs and no consumer that would begin work of its own, so it may run beside a loader.
 */
final class Commands {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String AGENT = "agent";
    private static final String ALERT = "alert";
    private static final String KEY = "key";
    private static final String USER = "user";
    private static final String DOCTOR = "doctor";
    private static final String JSON = "--json";
    /** How a line of the help begins that goes on with the one before. */
    private static final String CONTINUED = " ".repeat(29);

    private static final Set<String> HELP = Set.of("help", "--help", "-h");
    private static final String USAGE = """
            Usage: java -jar snowline.jar [command]

              (none)                       start the routes of the roles that the properties name
              setup                        create what is missing in the warehouse
              retry KEY ...                put dead objects back into landing (dead-letter/objects/...)
              reprocess BATCH_ID ...       run rules and transforms again over committed batches
              release BATCH_ID ...         the same for held batches, whatever share of their rows is rejected
              reload BATCH_ID|KEY ...      load batches, or objects (processed/raw/...), from the archive again
              forget CUSTOMER_ID           erase a customer for good; says which archived objects still name them
              agent status [--json]        how far the files of each feed have been delivered, and what is wrong; needs
                                           the properties feed.* and tail.* only, and may run beside an agent
              alert test                   send a test by each channel that alert.* sets; exit code 1 if one fails; needs
                                           those properties, roles and pipeline only
              key NAME                     make an API key for a client of the gateway: print it, once, and the line for
                                           ingest.keys-file
              user NAME viewer|operator    make a user of the management port: print the password, once, and the line for
                                           camel.management.basic-properties-file
              doctor [ROLE ...] [--json]   look at all that the roles (agent, gateway, loader; those of the properties if
                                           none is named) need, and say what is wrong and what to do; exit code 1 if
                                           something is. Changes nothing, and may run beside a process
              check [NAME ...]             ask the warehouse whether sql/checks hold; exit code 1 if one does not
              help                         print this

            Of a loader that runs, at its management port:
              batches [--status held|loaded|unfinished] [--feed F] [--since T] [--until T] [--limit N] [--cursor C]
              batch BATCH_ID               all about one batch: objects, rejected lines, statements, what hinders it
              dead-letters [--reason R] [--feed F] [--kind objects|lines] [--limit N] [--cursor C]
              retry --reason R [--feed F]  put the dead objects whose reason holds R back, a hundred at a time
              pause REASON                 claim no more batches until somebody resumes
              resume                       go on claiming after a pause or a stop
            The port is that of the properties camel.management.*, or of --url or SNOWLINE_URL; where it asks for a log-in,
            SNOWLINE_USER and SNOWLINE_PASSWORD answer. With --json these, retry, reprocess, release, reload and check answer
            in JSON.

            Exit codes: 0 done, 1 failed (a check does not hold, a checkpoint is damaged or missing), 2 not understood.
            Without a command: 78 if a property or a checkpoint does not let it start.
            """;

    /** Commands whose answer can be JSON, besides those that have their own way. */
    private static final Set<String> IN_JSON = Set.of("check", "retry", "reprocess", "release", "reload");

    private final Main main;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    /** What a command has done so far, where its answer is JSON. */
    private final List<Object> told = new ArrayList<>();

    Commands(Main main, PrintStream out, PrintStream err) {
        this(main, out, err, System.getenv());
    }

    Commands(Main main, PrintStream out, PrintStream err, Map<String, String> environment) {
        this.main = main;
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Runs one command and answers with the exit code: 0 done, 1 failed, 2 misused. */
    int run(List<String> arguments) throws Exception {
        String command = arguments.get(0);
        List<String> operands = arguments.subList(1, arguments.size());
        if (HELP.contains(command)) {
            out.print(USAGE);
            return OK;
        }
        if (LoaderCommand.isOne(arguments)) {
            return askLoader(arguments);
        }
        boolean isJson = IN_JSON.contains(command) && operands.contains(JSON);
        if (isJson) {
            operands = operands.stream().filter(word -> !word.equals(JSON)).toList();
        }
        if (!isKnown(command, operands)) {
            return misused("not a command, or not with these operands: " + String.join(" ", arguments), command);
        }
        if (command.equals(KEY)) {
            return key(operands.get(0));
        }
        if (command.equals(USER)) {
            return user(operands.get(0), operands.get(1));
        }
        try {
            if (command.equals(DOCTOR)) {
                return doctor(operands);
            }
            main.start();
            return execute(command, operands, isJson);
        } catch (Exception e) {
            err.println(Cause.message(e));
            return FAILED;
        } finally {
            if (isJson) {
                out.println(LoaderCommand.json(told));
            }
            main.stop();
        }
    }

    /** Starts nothing but what reads the properties, which have the port. */
    private int askLoader(List<String> arguments) throws Exception {
        LoaderCommand command;
        try {
            command = LoaderCommand.parse(arguments);
        } catch (IllegalArgumentException e) {
            return misused(e.getMessage(), arguments.get(0));
        }
        try {
            main.start();
            URI port = command.url()
                    .or(() -> Optional.ofNullable(environment.get(RunningLoader.URL)))
                    .map(RunningLoader::port)
                    .orElseGet(() -> find("managementPort", URI.class));
            out.println(command.run(new RunningLoader(port, environment)));
            return OK;
        } catch (Exception e) {
            err.println(Cause.message(e));
            return FAILED;
        } finally {
            main.stop();
        }
    }

    /** Says what is wrong and how the command is meant: all of the help would bury it. */
    private int misused(String problem, String command) {
        err.println("Not understood: " + Printable.of(problem));
        boolean isOfIt = false;
        for (String line : USAGE.lines().toList()) {
            isOfIt = line.strip().startsWith(command + " ") || (isOfIt && line.startsWith(CONTINUED));
            if (isOfIt) {
                err.println(line);
            }
        }
        err.println("`java -jar snowline.jar help` tells of all commands.");
        return MISUSED;
    }

    /** Whether a command is about an agent, so that it needs no settings of a loader. */
    static boolean isOfAgent(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).equals(AGENT);
    }

    /** Whether a command is about the alerts, so that it needs no settings but theirs. */
    static boolean isOfAlerts(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).equals(ALERT);
    }

    /** Whether a command is to look at everything, so that it must begin without any. */
    static boolean isOfDoctor(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).equals(DOCTOR);
    }

    private static boolean isRole(String text) {
        return Arrays.stream(Role.values()).anyMatch(role -> role.key().equals(text));
    }

    private static boolean isKnown(String command, List<String> operands) {
        return switch (command) {
            case "setup" -> operands.isEmpty();
            case "check" -> true;
            case AGENT -> operands.equals(List.of("status")) || operands.equals(List.of("status", JSON));
            case ALERT -> operands.equals(List.of("test"));
            case DOCTOR -> operands.stream().allMatch(operand -> operand.equals(JSON) || isRole(operand));
            case "forget", KEY -> operands.size() == 1;
            case USER -> operands.size() == 2;
            case "retry", "reprocess", "release", "reload" -> !operands.isEmpty();
            default -> false;
        };
    }

    private int execute(String command, List<String> operands, boolean isJson) throws Exception {
        switch (command) {
            case "setup" -> setup();
            case "retry" -> {
                return retry(operands, isJson);
            }
            case "check" -> {
                return check(operands, isJson);
            }
            case AGENT -> {
                return agentStatus(operands.contains(JSON));
            }
            case ALERT -> {
                return alertTest();
            }
            case "forget" -> forget(operands.get(0));
            // All operands are read before the first is acted on.
            case "reload" ->
                operands.stream().map(Origin::parse).toList().forEach(origin -> replay(command, origin, isJson));
            default ->
                operands.stream()
                        .map(BatchId::new)
                        .map(batch -> new Origin(batch, Optional.empty()))
                        .toList()
                        .forEach(origin -> replay(command, origin, isJson));
        }
        return OK;
    }

    private void setup() throws SQLException {
        SetupPlaces places = SetupPlaces.of(find("settings", Settings.class));
        Setup.Report report = new Setup(find("snowflake", DataSource.class), find("sql", Sql.class)).run(places);
        report.leftOut()
                .forEach((script, property) ->
                        out.println("left out sql/" + script + ".sql, since " + property + " is not set"));
        report.applied().forEach(script -> out.println("applied sql/" + script + ".sql"));
        out.println("applied " + report.applied().size() + " scripts, the warehouse is at " + report.latest());
    }

    /** One that cannot be put back does not keep the others from it. */
    private int retry(List<String> keys, boolean isJson) {
        Retry retry = find("retry", Retry.class);
        int code = OK;
        for (String key : keys) {
            try {
                String landing = retry.retry(key);
                tell(
                        isJson,
                        key + " is back as " + landing
                                + "; if it fails again, `dead-letters` shows it under another key",
                        Map.of("key", key, "landingKey", landing));
            } catch (IllegalArgumentException e) {
                err.println(Printable.message(e));
                if (isJson) {
                    told.add(new TreeMap<>(Map.of("key", key, "problem", Printable.message(e))));
                }
                code = FAILED;
            }
        }
        return code;
    }

    private void tell(boolean isJson, String text, Map<String, Object> json) {
        if (isJson) {
            told.add(new TreeMap<>(json));
        } else {
            out.println(text);
        }
    }

    private int check(List<String> names, boolean isJson) throws SQLException {
        Check check = new Check(
                find("snowflake", DataSource.class),
                find("sql", Sql.class),
                Map.of("pipeline", find("settings", Settings.class).pipeline()));
        int code = OK;
        for (String name : check.names(names)) {
            Check.Result result = check.run(name);
            tell(isJson, result.toString(), result.json());
            code = result.holds() ? code : FAILED;
        }
        return code;
    }

    /** Needs no properties and no routes: keys are made anywhere. */
    private int key(String name) {
        try {
            NewKey made = NewKey.of(name, new SecureRandom());
            out.println("The key, for the client, which is shown this once:");
            out.println("  " + made.key());
            out.println("A line for ingest.keys-file; add :feed,feed to it if the key is not for all feeds:");
            out.println("  " + made.line());
            return OK;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    /** Needs no properties and no routes either. */
    private int user(String name, String role) {
        try {
            NewUser made = NewUser.of(name, role, new SecureRandom());
            out.println("The password, for " + name + ", which is shown this once:");
            out.println("  " + made.password());
            out.println("A line for the file that camel.management.basic-properties-file names:");
            out.println("  " + made.line());
            return OK;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    /** Camel itself may not start with its properties as they are, which is one more thing to tell of. */
    private int doctor(List<String> operands) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        try {
            main.start();
        } catch (Exception e) {
            problems.add(Cause.message(e));
        }
        List<String> roles =
                operands.stream().filter(operand -> !operand.equals(JSON)).toList();
        Report report = find(DOCTOR, Examination.class)
                .run(roles.isEmpty() ? Set.of() : Role.parse(String.join(",", roles)), problems);
        out.println(operands.contains(JSON) ? report.json() : report.text());
        return report.isWell() ? OK : FAILED;
    }

    private int agentStatus(boolean isJson) {
        AgentStatus status = AgentStatus.read(find("tailing", Settings.Tailing.class), Clock.systemUTC());
        out.println(isJson ? status.json() : status.text());
        return status.isReadable() ? OK : FAILED;
    }

    private int alertTest() {
        ChannelTrial test = new ChannelTrial(main.getCamelContext(), Clock.systemUTC());
        int code = test.channels().isEmpty() ? FAILED : OK;
        if (code == FAILED) {
            err.println("No channel is set: set alert.slack.url-file, alert.mail.host or alert.webhook.url-file;"
                    + " docs/alerts.md says how.");
        }
        for (AlertChannel channel : test.channels()) {
            Optional<String> failure = test.failure(channel);
            out.println(channel.name() + ": " + failure.orElse("sent"));
            code = failure.isEmpty() ? code : FAILED;
        }
        return code;
    }

    private void replay(String verb, Origin origin, boolean isJson) {
        String balance = main.getCamelContext()
                .createProducerTemplate()
                .requestBodyAndHeader("direct:replay", origin, "verb", verb, String.class);
        tell(
                isJson,
                "Batch " + origin.batch() + " processed again: " + balance,
                Map.of("batchId", origin.batch().value(), "object", origin.name(), "verb", verb, "balance", balance));
    }

    private void forget(String customer) {
        String id = Forgotten.customerId(customer);
        main.getCamelContext()
                .createProducerTemplate()
                .requestBodyAndHeader("direct:forget", Forgotten.asked(id), "customer_id", id, Forgotten.class)
                .lines()
                .forEach(out::println);
    }

    private <T> T find(String name, Class<T> type) {
        CamelContext context = main.getCamelContext();
        return context.getRegistry().lookupByNameAndType(name, type);
    }
}
