package routes;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import routes.batch.BatchId;
import routes.batch.Origin;
import routes.command.AgentStatus;
import routes.command.Check;
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

/**
 * The command line: {@code setup}, {@code retry}, {@code check}, {@code forget}, {@code key}, {@code doctor}, {@code agent status} and the replays. Each starts Camel with the
 * routes it needs and no consumer that would begin work of its own, so it may run beside a loader.
 */
final class Commands {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String AGENT = "agent";
    private static final String KEY = "key";
    private static final String DOCTOR = "doctor";
    private static final String JSON = "--json";
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
              key NAME                     make an API key for a client of the gateway: print it, once, and the line for
                                           ingest.keys-file
              doctor [ROLE ...] [--json]   look at all that the roles (agent, gateway, loader; those of the properties if
                                           none is named) need, and say what is wrong and what to do; exit code 1 if
                                           something is. Changes nothing, and may run beside a process
              check [NAME ...]             ask the warehouse whether sql/checks hold; exit code 1 if one does not
              help                         print this

            Exit codes: 0 done, 1 failed (a check does not hold, a checkpoint is damaged or missing), 2 not understood.
            Without a command: 78 if a property or a checkpoint does not let it start.
            """;

    private final Main main;
    private final PrintStream out;
    private final PrintStream err;

    Commands(Main main, PrintStream out, PrintStream err) {
        this.main = main;
        this.out = out;
        this.err = err;
    }

    /** Runs one command and answers with the exit code: 0 done, 1 failed, 2 misused. */
    int run(List<String> arguments) throws Exception {
        String command = arguments.get(0);
        List<String> operands = arguments.subList(1, arguments.size());
        if (HELP.contains(command)) {
            out.print(USAGE);
            return OK;
        }
        if (!isKnown(command, operands)) {
            err.println("Not a command, or not with these operands: " + Printable.of(String.join(" ", arguments)));
            err.print(USAGE);
            return MISUSED;
        }
        if (command.equals(KEY)) {
            return key(operands.get(0));
        }
        try {
            if (command.equals(DOCTOR)) {
                return doctor(operands);
            }
            main.start();
            return execute(command, operands);
        } catch (Exception e) {
            err.println(message(e));
            return FAILED;
        } finally {
            main.stop();
        }
    }

    /** Whether a command is about an agent, so that it needs no settings of a loader. */
    static boolean isOfAgent(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).equals(AGENT);
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
            case DOCTOR -> operands.stream().allMatch(operand -> operand.equals(JSON) || isRole(operand));
            case "forget", KEY -> operands.size() == 1;
            case "retry", "reprocess", "release", "reload" -> !operands.isEmpty();
            default -> false;
        };
    }

    private int execute(String command, List<String> operands) throws Exception {
        switch (command) {
            case "setup" -> setup();
            case "retry" -> operands.forEach(this::retry);
            case "check" -> {
                return check(operands);
            }
            case AGENT -> {
                return agentStatus(operands.contains(JSON));
            }
            case "forget" -> forget(operands.get(0));
            // All operands are read before the first is acted on.
            case "reload" -> operands.stream().map(Origin::parse).toList().forEach(origin -> replay(command, origin));
            default ->
                operands.stream()
                        .map(BatchId::new)
                        .map(batch -> new Origin(batch, Optional.empty()))
                        .toList()
                        .forEach(origin -> replay(command, origin));
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

    private void retry(String key) {
        out.println(key + " is back as " + find("retry", Retry.class).retry(key));
    }

    private int check(List<String> names) throws SQLException {
        Check check = new Check(
                find("snowflake", DataSource.class),
                find("sql", Sql.class),
                Map.of("pipeline", find("settings", Settings.class).pipeline()));
        int code = OK;
        for (String name : check.names(names)) {
            Check.Result result = check.run(name);
            out.println(result);
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

    /** Camel itself may not start with its properties as they are, which is one more thing to tell of. */
    private int doctor(List<String> operands) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        try {
            main.start();
        } catch (Exception e) {
            problems.add(message(e));
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

    private void replay(String verb, Origin origin) {
        String balance = main.getCamelContext()
                .createProducerTemplate()
                .requestBodyAndHeader("direct:replay", origin, "verb", verb, String.class);
        out.println("Batch " + origin.batch() + " processed again: " + balance);
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

    /** The message of what Camel has wrapped: what it wraps around says where, not what. */
    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.camel.")) {
            cause = cause.getCause();
        }
        return Printable.message(cause);
    }
}
