package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.alert.AlertText;
import routes.alert.AlertWatch;
import routes.alert.Condition;
import routes.alert.DeadLetterAlerts;
import routes.alert.FewRecordsWatch;
import routes.alert.FreshnessWatch;
import routes.alert.LeadershipWatch;
import routes.alert.MailChannel;
import routes.alert.MailServer;
import routes.alert.OpenAlerts;
import routes.alert.Pacing;
import routes.alert.RepairWatch;
import routes.alert.Sender;
import routes.alert.SlackChannel;
import routes.alert.StallWatch;
import routes.alert.SuccessRateWatch;
import routes.alert.TurnAlerts;
import routes.alert.Webhook;
import routes.alert.WebhookChannel;
import routes.batch.FinishedBatches;
import routes.deadletter.DeadLetters;
import routes.settings.AlertSettings;
import routes.settings.MailSecurity;
import routes.settings.MailSettings;
import routes.settings.Role;
import routes.settings.Secret;
import routes.settings.Settings;
import routes.settings.SettingsException;
import routes.settings.SlackSettings;
import routes.settings.WebhookSettings;
import routes.watch.AlertMeters;

/** Makes what finds alerts and what sends them. Where no channel is set, nothing is looked for. */
final class AlertWiring {
    /** What the channels are bound as, for the command that tries them. */
    static final String CHANNELS = "alertChannels";

    private static final String OPEN = "openAlerts";
    private static final String WATCH = "alertWatch";
    private static final String LETTERS = "deadLetterAlerts";

    private static final Logger LOG = LoggerFactory.getLogger(AlertWiring.class);

    private final Settings settings;
    private final Clock clock;
    private final AlertSettings alert;
    private final Sender sender;

    AlertWiring(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.alert = settings.of(AlertSettings.class);
        this.sender = new Sender(
                HostName.get(),
                ProcessHandle.current().pid(),
                settings.roles().stream().map(Role::key).toList(),
                settings.pipeline());
    }

    /**
     * The channels, each of which can be sent to once Camel has started.
     *
     * @throws SettingsException if what is set for one cannot be used
     */
    List<AlertChannel> channels(BaseMainSupport main) {
        List<AlertChannel> channels = new ArrayList<>();
        try {
            Registry registry = main.getCamelContext().getRegistry();
            settings.of(SlackSettings.class).webhook().ifPresent(url -> channels.add(slack(registry, url)));
            MailSettings mail = settings.of(MailSettings.class);
            mail.host().ifPresent(host -> channels.add(mail(main, mail, host)));
            WebhookSettings webhook = settings.of(WebhookSettings.class);
            webhook.webhook().ifPresent(url -> channels.add(webhook(registry, webhook, url)));
            registry.bind(CHANNELS, channels);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("Section alert: " + e.getMessage(), e);
        }
        return channels;
    }

    /** Binds what routes tell of what happens, and adds the routes that send it. */
    void add(BaseMainSupport main, MeterRegistry meters) {
        List<AlertChannel> channels = channels(main);
        CamelContext context = main.getCamelContext();
        Registry registry = context.getRegistry();
        Set<Condition> off = channels.isEmpty() ? EnumSet.allOf(Condition.class) : alert.conditionsOff();
        OpenAlerts open = new OpenAlerts(new Pacing(off, alert.gather(), alert.quiet(), alert.repeat()), clock);
        registry.bind(OPEN, open);
        registry.bind(LETTERS, new DeadLetterAlerts(open));
        registry.bind("turnAlerts", new TurnAlerts(open, alert.failingFor(), alert.loadTime(), clock));
        AlertWatch watch = new AlertWatch();
        registry.bind(WATCH, watch);
        if (channels.isEmpty()) {
            return;
        }
        watch.add(new FreshnessWatch(open, meters, alert.freshness()));
        watch.add(new SuccessRateWatch(open, meters, alert.successRate().value(), alert.successTurns(), clock));
        watch.add(new LeadershipWatch(open, meters));
        alert.fewRecords()
                .ifPresent(
                        least -> watch.add(new FewRecordsWatch(open, meters, least, alert.fewRecordsWithin(), clock)));
        addRoutes(main, channels, meters);
        LOG.info(
                "Alerts go out by {}", channels.stream().map(AlertChannel::name).collect(Collectors.joining(", ")));
    }

    /**
     * Has it watched what stands still, once Camel has started.
     *
     * @param stalls a sentence for each feed of which nothing leaves
     * @param advice what to do then
     */
    static void watchStalls(CamelContext context, Supplier<Map<String, String>> stalls, String advice) {
        Registry registry = context.getRegistry();
        OpenAlerts open = registry.lookupByNameAndType(OPEN, OpenAlerts.class);
        registry.lookupByNameAndType(WATCH, AlertWatch.class).add(new StallWatch(open, stalls, advice));
    }

    /** What ends alerts about that which a person has put right in S3, to be run now and then. */
    static Runnable repairWatch(Registry registry) {
        return new RepairWatch(
                registry.lookupByNameAndType(OPEN, OpenAlerts.class),
                registry.lookupByNameAndType(LETTERS, DeadLetterAlerts.class),
                registry.lookupByNameAndType("deadLetters", DeadLetters.class),
                registry.lookupByNameAndType("finishedBatches", FinishedBatches.class));
    }

    private void addRoutes(BaseMainSupport main, List<AlertChannel> channels, MeterRegistry meters) {
        Registry registry = main.getCamelContext().getRegistry();
        AlertMeters counted = new AlertMeters(
                meters, channels.stream().map(AlertChannel::name).toList());
        for (AlertChannel channel : channels) {
            AlertFailures failures = new AlertFailures(channel, counted, alert.giveUp(), clock);
            registry.bind("alertFailures-" + channel.name(), failures);
            main.configure().addRoutesBuilder(new AlertChannelRoute(channel, alert, failures));
        }
        main.configure()
                .addRoutesBuilder(
                        new AlertRoute(channels.stream().map(AlertChannel::door).toList()));
        main.configure().addRoutesBuilder(new AlertWatchRoute());
        main.getCamelContext()
                .addLifecycleStrategy(LifecycleStrategySupport.adapt((OnCamelContextStopping) AlertWiring::hurry));
    }

    /** What is gathered goes out before the routes stop, which waits for it. */
    private static void hurry(CamelContext context) {
        context.getRegistry().lookupByNameAndType(OPEN, OpenAlerts.class).hurry();
        try (ProducerTemplate template = context.createProducerTemplate()) {
            template.send(Endpoints.ALERT, exchange -> {});
        } catch (IOException e) {
            LOG.warn("Cannot send the last alerts", e);
        }
    }

    private AlertChannel slack(Registry registry, Secret url) {
        registry.bind("alertSlack", new SlackChannel(new AlertText(sender), post(url, Map.of())));
        return new AlertChannel("slack", "bean:alertSlack?method=send");
    }

    private AlertChannel webhook(Registry registry, WebhookSettings webhook, Secret url) {
        Map<String, Supplier<String>> headers = webhook.token()
                .map(token -> Map.of(webhook.header(), (Supplier<String>) token::read))
                .orElse(Map.of());
        registry.bind("alertWebhook", new WebhookChannel(sender, post(url, headers)));
        return new AlertChannel("webhook", "bean:alertWebhook?method=send");
    }

    private Webhook post(Secret url, Map<String, Supplier<String>> headers) {
        return new Webhook(url.key(), url::read, headers, alert.timeout(), clock);
    }

    private AlertChannel mail(BaseMainSupport main, MailSettings mail, String host) {
        Supplier<String> password =
                mail.secret().map(secret -> (Supplier<String>) secret::read).orElse(AlertWiring::none);
        mail.secret().ifPresent(Secret::check);
        MailServer server = new MailServer(
                host,
                mail.port(),
                mail.security() == MailSecurity.TLS,
                mail.security() == MailSecurity.STARTTLS,
                mail.user(),
                password,
                alert.timeout());
        Registry registry = main.getCamelContext().getRegistry();
        var session = server.session();
        MailChannel channel = new MailChannel(
                new AlertText(sender),
                session,
                mail.from().orElseThrow(),
                mail.to().orElseThrow(),
                password);
        registry.bind(AlertMailRoute.SESSION, session);
        registry.bind("alertMail", channel);
        main.configure().addRoutesBuilder(new AlertMailRoute(server));
        return new AlertChannel("mail", AlertMailRoute.MAIL, channel::refusal);
    }

    private static String none() {
        return "";
    }
}
