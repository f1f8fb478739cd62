package routes.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.command.SetupPlaces;
import routes.settings.IngestSettings;
import routes.settings.LoadSettings;
import routes.settings.NotifySettings;
import routes.settings.Role;
import routes.settings.Settings;
import routes.settings.SettingsException;
import routes.settings.SetupSettings;
import routes.settings.SnowflakeSettings;
import routes.settings.TailSettings;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import routes.snowflake.Warehouse;
import routes.text.Printable;

/**
 * Looks at all that the roles of a process need: the properties first, and if they are complete, the services they name.
 * Nothing is changed but for objects below {@code dead-letter/doctor/} that are put and removed, so it may run beside the
 * process that it is about.
 */
public final class Examination {
    /** Longer than a warehouse takes to resume, or a client to give up a connection. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Settings.Properties properties;
    private final List<Path> files;
    private final Aws aws;
    private final Clock clock;
    private final Duration deadline;

    /**
     * Creates it.
     *
     * @param files where properties may stand
     * @param deadline the longest that one check may take
     */
    public Examination(Settings.Properties properties, List<Path> files, Aws aws, Clock clock, Duration deadline) {
        this.properties = properties;
        this.files = List.copyOf(files);
        this.aws = aws;
        this.clock = clock;
        this.deadline = deadline;
    }

    /**
     * Examines.
     *
     * @param asked the roles to look at; those that the properties name if it is empty
     * @param others what is wrong with the properties that others read, Camel above all
     */
    public Report run(Set<Role> asked, List<String> others) throws InterruptedException {
        Set<Role> roles;
        try {
            roles = asked.isEmpty() ? Role.parse(properties.value("roles").orElse("")) : asked;
        } catch (SettingsException e) {
            return new Report(
                    "no role",
                    new PropertiesCheck(files, List.of(Printable.message(e) + " Or name them: doctor agent loader."))
                            .look());
        }
        String names = roles.stream().map(Role::key).collect(Collectors.joining(", "));
        List<String> problems = new ArrayList<>(Settings.problems(properties, roles));
        if (problems.isEmpty()) {
            problems.addAll(unusable(Settings.read(properties, roles)));
        }
        List<Finding> found = new ArrayList<>(new PropertiesCheck(files, concat(problems, others)).look());
        if (problems.isEmpty()) {
            found.addAll(new Doctor(lines(Settings.read(properties, roles)), deadline).examine());
        }
        return new Report(names, found);
    }

    private static List<String> concat(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** What can be read as a property and names something that cannot be used. */
    private static List<String> unusable(Settings settings) {
        List<String> problems = new ArrayList<>();
        if (settings.roles().contains(Role.LOADER)) {
            try {
                Scripts scripts = Scripts.read(settings.of(LoadSettings.class).sql());
                for (String feed : settings.feeds()) {
                    new Sql(scripts).rules(feed);
                    scripts.text("load/copy_" + feed);
                }
            } catch (SettingsException e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }

    private List<List<Check>> lines(Settings settings) {
        List<List<Check>> lines = new ArrayList<>();
        lines.add(aws(settings));
        if (settings.roles().contains(Role.AGENT)) {
            Path checkpoint = settings.of(TailSettings.class).checkpoint();
            List<Check> host = new ArrayList<>();
            host.add(new CheckpointCheck(checkpoint, settings.tailed().keySet()));
            settings.tailed().values().forEach(feed -> host.add(new FilesCheck(feed, checkpoint)));
            lines.add(host);
        }
        if (settings.roles().contains(Role.GATEWAY)) {
            lines.add(List.of(new GatewayCheck(settings.of(IngestSettings.class))));
        }
        if (settings.roles().contains(Role.LOADER)) {
            lines.add(snowflake(settings));
        }
        return lines;
    }

    private List<Check> aws(Settings settings) {
        List<Check> line = new ArrayList<>();
        line.add(new AwsCheck(aws, clock));
        boolean isLoader = settings.roles().contains(Role.LOADER);
        if (settings.usesBucket()) {
            line.add(new BucketCheck(aws, settings.bucket(), isLoader, clock));
            line.add(new BucketProbe(aws, settings.bucket(), isLoader));
        }
        settings.tailed()
                .values()
                .forEach(feed -> line.add(new DeliveryStreamCheck(aws, feed.name(), feed.stream(), settings.bucket())));
        settings.posted().values().forEach(feed -> line.add(new DataStreamCheck(aws, feed.name(), feed.stream())));
        if (isLoader) {
            line.add(new LifecycleCheck(aws, settings.bucket()));
            settings.of(NotifySettings.class)
                    .queue()
                    .ifPresent(queue -> line.add(new QueueCheck(aws, queue, settings.bucket())));
        }
        return line;
    }

    private List<Check> snowflake(Settings settings) {
        SnowflakeSettings snowflake = settings.of(SnowflakeSettings.class);
        Sql sql = new Sql(Scripts.read(settings.of(LoadSettings.class).sql()));
        Map<String, Object> places = SetupPlaces.named(settings).values();
        List<Check> line = new ArrayList<>();
        line.add(new SnowflakeAddress(snowflake.url()));
        Connections connections =
                () -> Warehouse.connections(snowflake, () -> snowflake).getConnection();
        line.add(new SignInCheck(snowflake, connections));
        line.add(new SessionCheck(snowflake, connections));
        line.add(new SchemaCheck(connections, sql, settings.pipeline()));
        line.add(new GrantsCheck(connections, sql, places));
        line.add(new FenceCheck(connections, snowflake, settings.pipeline(), clock));
        line.add(new StageCheck(
                connections,
                sql,
                aws,
                settings.bucket(),
                settings.of(SetupSettings.class).storageIntegration(),
                settings.feeds()));
        return line;
    }
}
