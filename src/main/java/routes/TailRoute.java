package routes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import routes.delivery.FirehoseLimits;
import routes.delivery.OverlongLine;
import routes.settings.FeedSettings;
import routes.settings.InitialPosition;
import routes.settings.SettingsException;
import routes.settings.TailSettings;
import routes.text.Printable;

/**
 * The lines of a feed's files arrive in batches, and leave to {@code direct:deliver}, by {@code direct:format} if they are to
 * be converted; a line too long for a record leaves to {@code direct:dead-letter}. When that has ended without an error the
 * bytes are acknowledged; until then they are offered again. One route for each feed.
 */
public final class TailRoute extends RouteBuilder {
    static final String IN_ROLE_AGENT = "'{{roles}}' regex '(.*[ ,])?agent([ ,].*)?'";

    private final List<FeedSettings> feeds;
    private final TailSettings settings;

    /** Takes the feeds to tail and how. */
    public TailRoute(List<FeedSettings> feeds, TailSettings settings) {
        this.feeds = List.copyOf(feeds);
        this.settings = settings;
    }

    /**
     * The endpoint of each feed's files, by feed.
     *
     * @throws SettingsException if a value cannot be part of one
     */
    Map<String, String> uris() {
        return feeds.stream().collect(Collectors.toMap(FeedSettings::name, this::files));
    }

    @Override
    public void configure() {
        feeds.forEach(this::tail);
    }

    private void tail(FeedSettings feed) {
        from(files(feed))
                .routeId("tail-" + feed.name())
                .routeGroup("line")
                .routeDescription("Follows the files of " + feed.name() + " and offers their lines in batches")
                .routeConfigurationId(LineErrors.ID)
                .precondition(IN_ROLE_AGENT)
                .choice()
                .when(body().isInstanceOf(OverlongLine.class))
                .to("direct:dead-letter")
                .otherwise()
                .to(feed.isConverted() ? "direct:format" : "direct:deliver");
    }

    private String files(FeedSettings feed) {
        return "tail:" + feed.name()
                + "?files=" + raw("feed." + feed.name() + ".files", feed.files())
                + "&checkpoint=" + raw("tail.checkpoint", settings.checkpoint().toString())
                + "&agentId=" + raw("tail.agent-id", settings.agentId().orElseGet(HostName::get))
                + "&scan=" + settings.scan().toMillis()
                + "&linger=" + settings.linger().toMillis()
                + "&inFlight=" + settings.inFlight()
                + "&batch=" + batch(feed)
                + "&budget=" + settings.budget().bytes()
                + "&catchUp=" + settings.catchUp().bytes()
                + "&flush=" + settings.flush().toMillis()
                + "&grace=" + settings.grace().toMillis()
                + "&skipHeaderLines=" + feed.skipHeaderLines().orElse(0)
                + "&fingerprint=" + settings.fingerprint().bytes()
                + feed.multiLineStartPattern()
                        .map(start -> "&entryStart=" + raw("feed." + feed.name() + ".multi-line-start-pattern", start))
                        .orElse("")
                + "&entryWait=" + settings.entryWait().toMillis()
                + settings.unfinishedAfter()
                        .map(time -> "&unfinishedAfter=" + time.toMillis())
                        .orElse("")
                + "&beginAtEnd=" + feed.initialPosition().equals(Optional.of(InitialPosition.END_OF_FILE));
    }

    /** A format makes a line longer and keeps both forms in memory, so a batch of it begins smaller. */
    private static int batch(FeedSettings feed) {
        return feed.isConverted() ? FirehoseLimits.FULL_RECORD_BYTES : FirehoseLimits.FULL_BATCH_BYTES;
    }

    /** Keeps the signs that a URI would take for its own: a glob may hold ?, + and %. The first end of a raw value counts. */
    private static String raw(String key, String value) {
        if (!value.contains(")&")) {
            return "RAW(" + value + ")";
        }
        if (!value.contains("}&")) {
            return "RAW{" + value + "}";
        }
        throw new SettingsException(
                "Property " + key + " is '" + Printable.of(value)
                        + "', which holds both )& and }&: expected one of them at most. A pattern may say [&] for &, a glob ?.");
    }
}
