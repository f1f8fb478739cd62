package routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.MainSupport;
import org.apache.camel.spi.OnCamelContextStopped;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.ObjectStore;
import routes.command.RunningLoader;
import routes.deadletter.DeadLetters;
import routes.deadletter.Retry;
import routes.delivery.Outages;
import routes.delivery.Service;
import routes.doctor.Examination;
import routes.format.Formats;
import routes.ingest.KinesisIntake;
import routes.ingest.Pace;
import routes.notify.Notices;
import routes.settings.AlertSettings;
import routes.settings.ArchiveSettings;
import routes.settings.DeliverSettings;
import routes.settings.FeedIngest;
import routes.settings.FeedModel;
import routes.settings.FeedSettings;
import routes.settings.IngestSettings;
import routes.settings.LeadSettings;
import routes.settings.NotifySettings;
import routes.settings.Role;
import routes.settings.Settings;
import routes.settings.TailSettings;
import routes.settings.TransformSettings;
import routes.snowflake.LoaderName;
import routes.snowflake.Scripts;
import routes.snowflake.Sql;
import routes.tail.CheckpointDirectory;
import routes.watch.DeadLetterMeters;
import routes.watch.NotifyMeters;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Reads the settings, binds what the routes call by name, and adds the routes of the roles. Runs once, before Camel
 * configures itself; what it opened is closed after Camel has stopped.
 */
final class Wiring extends MainListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final Clients clients;
    private final Purpose purpose;
    private final Clock clock;
    private final Resources resources = new Resources();

    /**
     * Creates it.
     *
     * @param isCommand whether to bind what a command needs, which is a loader's, and start no work, whatever
     *     {@code roles} says
     */
    Wiring(Clients clients, boolean isCommand) {
        this(clients, isCommand ? Purpose.COMMAND : Purpose.ROUTES);
    }

    /** For routes that tell the time by this clock. */
    Wiring(Clients clients, Clock clock) {
        this(clients, Purpose.ROUTES, clock);
    }

    private Wiring(Clients clients, Purpose purpose) {
        this(clients, purpose, Clock.systemUTC());
    }

    private Wiring(Clients clients, Purpose purpose, Clock clock) {
        this.clients = clients;
        this.purpose = purpose;
        this.clock = clock;
    }

    /** What Camel is started for. */
    private enum Purpose {
        ROUTES,
        COMMAND,
        AGENT_COMMAND,
        LOADER_COMMAND,
        ALERT_COMMAND,
        DOCTOR
    }

    /** For a command about an agent, which needs the settings of its files and no service. */
    static Wiring ofAgentCommand() {
        return new Wiring(Clients.DEFAULT, Purpose.AGENT_COMMAND);
    }

    /** For a command that a running loader carries out, which needs to know its management port and nothing else. */
    static Wiring ofLoaderCommand() {
        return new Wiring(Clients.DEFAULT, Purpose.LOADER_COMMAND);
    }

    /** For a command about the alerts, which needs their settings and no service. */
    static Wiring ofAlertCommand() {
        return new Wiring(Clients.DEFAULT, Purpose.ALERT_COMMAND);
    }

    /** For the command {@code doctor}, which binds nothing that bad settings could keep from being made. */
    static Wiring ofDoctor(Clients clients) {
        return new Wiring(clients, Purpose.DOCTOR);
    }

    boolean isCommand() {
        return purpose != Purpose.ROUTES;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext camel = main.getCamelContext();
        camel.getPropertiesComponent().addPropertiesFunction(resources.closing(new AwsSecrets(clients::secrets)));
        CamelProperties properties = new CamelProperties(camel);
        if (purpose == Purpose.DOCTOR) {
            camel.getRegistry()
                    .bind(
                            "doctor",
                            new Examination(
                                    properties,
                                    Application.FILES,
                                    new DoctorClients(clients),
                                    clock,
                                    Examination.DEADLINE));
            return;
        }
        if (purpose == Purpose.LOADER_COMMAND) {
            camel.getRegistry().bind("managementPort", managementPort(properties));
            return;
        }
        if (purpose == Purpose.AGENT_COMMAND) {
            main.getCamelContext().getRegistry().bind("tailing", Settings.tailing(properties));
            return;
        }
        if (purpose == Purpose.ALERT_COMMAND) {
            new AlertWiring(Settings.alerting(properties), clock).channels(main);
            return;
        }
        Settings settings =
                isCommand() ? Settings.read(properties, EnumSet.of(Role.LOADER)) : Settings.read(properties);
        main.getCamelContext().addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopped)
                context -> resources.close()));
        Registry registry = main.getCamelContext().getRegistry();
        // The registry that Camel keeps its own meters in, if it finds one under this name.
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        meters.config().commonTags("pipeline", settings.pipeline());
        registry.bind("settings", settings);
        if (!isCommand()) {
            new AlertWiring(settings, clock).add(main, meters);
        }
        if (settings.roles().contains(Role.GATEWAY)) {
            addGateway(main, settings, meters, clock);
        }
        if (settings.usesBucket()) {
            addStored(main, settings, properties, meters, clock);
        }
    }

    /** As this host reaches it. */
    private static URI managementPort(CamelProperties properties) {
        String host = properties.value("camel.management.host").orElse("");
        boolean isAny = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        String port = properties.value("camel.management.port").orElse("8181");
        return RunningLoader.port(
                "http://" + (isAny ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    /** What has to do with the bucket. */
    private void addStored(
            BaseMainSupport main, Settings settings, CamelProperties properties, MeterRegistry meters, Clock clock) {
        Registry registry = main.getCamelContext().getRegistry();
        ObjectStore store = new ObjectStore(resources.closing(clients.s3()), settings.bucket());
        DeadLetters letters = new DeadLetters(store, clock);
        registry.bind("deadLetters", letters);
        new DeadLetterMeters(meters).show(letters);
        registry.bind("retry", new Retry(store, letters, settings.feeds()));
        if (settings.roles().contains(Role.AGENT)) {
            registry.bind(DeliverRoute.CLIENT, resources.closing(clients.firehose()));
            addLine(main, settings, meters, clock);
        }
        if (settings.roles().contains(Role.LOADER)) {
            addLoader(main, settings, properties, store, meters, clock);
        }
        if (!isCommand()) {
            add(main, new DeadLetterRoute());
        }
    }

    private void addLoader(
            BaseMainSupport main,
            Settings settings,
            CamelProperties properties,
            ObjectStore store,
            MeterRegistry meters,
            Clock clock) {
        CamelContext context = main.getCamelContext();
        Registry registry = context.getRegistry();
        SecureRandom random = new SecureRandom();
        LoaderName name = LoaderName.make(HostName.get(), random);
        Leadership leadership =
                isCommand() ? Leadership.alone(settings.pipeline()) : addLeadership(context, settings, name);
        new LoaderBeans(
                        settings,
                        () -> Settings.snowflake(properties),
                        store,
                        meters,
                        clock,
                        random,
                        resources,
                        new LookBell(context),
                        name,
                        leadership::leads,
                        context)
                .bind(registry);
        registry.bind("exit", new Exit((MainSupport) main));
        Sql sql = registry.lookupByNameAndType("sql", Sql.class);
        addReplay(main, settings, sql);
        if (!isCommand()) {
            addBatch(main, settings, sql);
            context.addLifecycleStrategy(LifecycleStrategySupport.adapt(new LoaderManaging()));
            context.addLifecycleStrategy(
                    LifecycleStrategySupport.adapt(new LoaderWatching(settings, meters, clock, leadership::leads)));
            settings.of(NotifySettings.class)
                    .queue()
                    .ifPresent(queue -> addNotify(main, settings, queue, meters, clock));
        }
    }

    private static Leadership addLeadership(CamelContext context, Settings settings, LoaderName name) {
        Leading leading = new Leading(settings.of(LeadSettings.class), settings.pipeline(), name.toString());
        Leadership leadership = leading.bind(context);
        context.getRegistry().bind("leadership", leadership);
        return leadership;
    }

    private static void addLine(BaseMainSupport main, Settings settings, MeterRegistry meters, Clock clock) {
        List<FeedSettings> feeds = List.copyOf(settings.tailed().values());
        TailSettings tail = settings.of(TailSettings.class);
        settings.feeds().stream()
                .filter(feed -> !settings.tailed().containsKey(feed))
                .forEach(feed -> LOG.info("Feed {} is not tailed here, since feed.{}.files is empty", feed, feed));
        CheckpointDirectory.check(tail.checkpoint(), settings.tailed().keySet());
        DeliverSettings deliver = settings.of(DeliverSettings.class);
        DeliverRoute delivery = new DeliverRoute(feeds, deliver, new Outages(Service.FIREHOSE, clock));
        add(main, new LineErrors(deliver));
        Formats formats = new Formats(feeds, tail.agentId().orElseGet(HostName::get), main.getCamelContext());
        TailRoute files = new TailRoute(feeds, tail);
        add(main, files);
        add(main, new FormatRoute(formats));
        add(main, delivery);
        main.getCamelContext()
                .addLifecycleStrategy(LifecycleStrategySupport.adapt(new AgentWatching(
                        files.uris(), tail, formats.counters(), delivery.deliveries(), meters, clock)));
    }

    private void addGateway(BaseMainSupport main, Settings settings, MeterRegistry meters, Clock clock) {
        IngestSettings ingest = settings.of(IngestSettings.class);
        Pace pace = new Pace(ingest.linger(), ingest.budget().bytes(), ingest.timeout(), ingest.inFlight());
        Map<String, String> streams =
                settings.posted().values().stream().collect(Collectors.toMap(FeedIngest::name, FeedIngest::stream));
        KinesisClient kinesis = resources.closing(clients.kinesis(pace.longestCall()));
        KinesisIntake intake =
                resources.closing(new KinesisIntake(streams, pace, kinesis, new Outages(Service.KINESIS, clock)));
        CamelContext context = main.getCamelContext();
        add(main, Gateway.route(context, ingest, settings.posted(), intake, clock, meters));
        context.addLifecycleStrategy(LifecycleStrategySupport.adapt(new IntakeWatching(
                intake, meters, settings.of(AlertSettings.class).awayFor(), clock)));
    }

    private static void addBatch(BaseMainSupport main, Settings settings, Sql sql) {
        add(main, new PollRoute());
        add(main, new ClaimRoute());
        add(main, new BatchRoute());
        add(main, new FenceRoute());
        add(main, new LoadRoute());
        add(main, new EnterRoute());
        add(main, new PlanRoute());
        add(main, new RecordRoute());
        add(main, new ArchiveRoute());
        add(main, new TrimRoute(settings.feeds()));
        add(main, new WarnRoute());
        List<String> placed = settings.feeds().stream()
                .filter(feed -> sql.scripts().in("watch").contains("watch/find_ranges_" + feed))
                .toList();
        placed.forEach(feed -> add(main, new GapsRoute(feed)));
        add(main, new MeasureRoute(placed));
        add(main, new FreshnessRoute());
        add(main, new WatchRoute());
        add(main, new FindHeldRoute());
        add(main, new FailureRoute());
        add(main, new SetAsideRoute());
    }

    private void addNotify(BaseMainSupport main, Settings settings, String queue, MeterRegistry meters, Clock clock) {
        Registry registry = main.getCamelContext().getRegistry();
        QueueWatch watch = new QueueWatch(clock);
        registry.bind(NotifyRoute.CLIENT, resources.closing(clients.sqs()));
        registry.bind(NotifyRoute.WATCH, watch);
        registry.bind("notices", new Notices(settings.bucket(), settings.feeds()));
        registry.bind("notifyMeters", new NotifyMeters(meters, watch::awaySeconds, clock));
        add(main, new NotifyRoute(queue));
    }

    /** What a load and a replay have in common, and the replays. */
    private static void addReplay(BaseMainSupport main, Settings settings, Sql sql) {
        Scripts scripts = sql.scripts();
        Collection<FeedModel> models = settings.models().values();
        TransformSettings transform = settings.of(TransformSettings.class);
        require(sql, models, transform);
        add(main, new CopyRoute(settings.feeds()));
        settings.feeds().forEach(feed -> add(main, new CopyFeedRoute(feed)));
        add(main, new TransformRoute(models, transform.checked()));
        for (FeedModel feed : models) {
            if (feed.isModelled()) {
                add(
                        main,
                        new JudgeRoute(
                                feed.name(), scripts.in("transform").contains("transform/delay_" + feed.name())));
                add(main, new ModelRoute(feed));
            }
            add(main, new RemoveRoute(feed));
        }
        add(main, new KeepCutRoute());
        add(main, new AuditRoute());
        add(main, new ConfirmRoute());
        add(main, new UnloadRoute(settings.of(ArchiveSettings.class).parquet() ? scripts.in("archive") : List.of()));
        add(main, new ReplayRoute());
        add(main, new ReprocessRoute());
        add(main, new ReloadRoute(models));
        add(main, new RerunRoute());
        add(main, new ForgetRoute());
        add(main, new EraseRoute(scripts.in("forget")));
    }

    /** Scripts that are missing and rules that cannot be read are told of at start-up, not at the first batch. */
    private static void require(Sql sql, Collection<FeedModel> models, TransformSettings transform) {
        Scripts scripts = sql.scripts();
        for (FeedModel feed : models) {
            sql.rules(feed.name());
            scripts.text("load/copy_" + feed.name());
            if (feed.isModelled()) {
                scripts.text("transform/stage_" + feed.name());
            }
            feed.transforms().forEach(step -> scripts.text("transform/" + step));
            feed.reloads().forEach(scripts::text);
        }
        transform.checked().forEach(check -> scripts.text("checks/" + check));
    }

    private static void add(BaseMainSupport main, RoutesBuilder route) {
        main.configure().addRoutesBuilder(route);
    }
}
