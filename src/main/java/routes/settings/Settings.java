package routes.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All settings of a process: the sections of its roles, read and checked once. Immutable.
 *
 * <p>Only the sections of the roles a process plays must be complete; a left-over key is an error whatever the roles.
 */
public final class Settings {
    /** The sections in the order of the flow, with the roles that need each. */
    private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();

    static {
        section("tail", TailSettings.class, Role.AGENT);
        section("deliver", DeliverSettings.class, Role.AGENT);
        section("ingest", IngestSettings.class, Role.GATEWAY);
        section("claim", ClaimSettings.class, Role.LOADER);
        section("notify", NotifySettings.class, Role.LOADER);
        section("lead", LeadSettings.class, Role.LOADER);
        section("batch", BatchSettings.class, Role.LOADER);
        section("load", LoadSettings.class, Role.LOADER);
        section("snowflake", SnowflakeSettings.class, Role.LOADER);
        section("transform", TransformSettings.class, Role.LOADER);
        section("archive", ArchiveSettings.class, Role.LOADER);
        section("setup", SetupSettings.class, Role.LOADER);
        section("alert", AlertSettings.class, Role.values());
        section("alert.slack", SlackSettings.class, Role.values());
        section("alert.mail", MailSettings.class, Role.values());
        section("alert.webhook", WebhookSettings.class, Role.values());
    }

    private static final List<String> TOP = List.of("roles", "pipeline", "bucket");
    private static final String FEED = "feed.";
    private static final String ALERT = "alert";
    /** A feed names tables, SQL files and prefixes, so its name is held to what is harmless in all of them. */
    private static final Pattern FEED_NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    /** A pipeline names its fence table. */
    private static final Pattern PIPELINE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    /** By S3's rules for bucket names, without the dots that its certificates do not cover. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private final Set<Role> roles;
    private final String pipeline;
    private final Optional<String> bucket;
    private final SortedSet<String> feeds;
    private final Map<String, FeedSettings> tailed;
    private final Map<String, FeedIngest> posted;
    private final Map<String, FeedModel> models;
    private final Map<Class<?>, Record> sections;

    private Settings(
            Set<Role> roles,
            String pipeline,
            Optional<String> bucket,
            SortedSet<String> feeds,
            Map<String, FeedSettings> tailed,
            Map<String, FeedIngest> posted,
            Map<String, FeedModel> models,
            Map<Class<?>, Record> sections) {
        this.roles = roles;
        this.pipeline = pipeline;
        this.bucket = bucket;
        this.feeds = feeds;
        this.tailed = tailed;
        this.posted = posted;
        this.models = models;
        this.sections = sections;
    }

    /**
     * Reads the settings.
     *
     * @param properties where values come from
     * @throws SettingsException if a key is unknown, missing or unreadable; it names the key
     */
    public static Settings read(Properties properties) {
        return read(properties, Role.parse(required(properties, "roles")));
    }

    /** Reads the settings for these roles, whatever the property {@code roles} says. */
    public static Settings read(Properties properties, Set<Role> roles) {
        Set<String> feeds = feedNames(properties.keys());
        rejectUnknown(properties.keys(), known(feeds));
        Binder binder = new Binder(properties::value);
        Map<Class<?>, Record> sections = new HashMap<>();
        SECTIONS.forEach((name, section) -> {
            if (section.roles().stream().anyMatch(roles::contains)) {
                sections.put(section.type(), binder.bind(name, section.type()));
            }
        });
        Map<String, FeedSettings> tailed = new LinkedHashMap<>();
        if (roles.contains(Role.AGENT)) {
            feeds.stream()
                    .filter(feed -> !isSwitchedOff(properties, feed))
                    .forEach(feed -> tailed.put(feed, binder.bind(FEED + feed, FeedSettings.class)));
        }
        Map<String, FeedIngest> posted = roles.contains(Role.GATEWAY) ? posted(feeds, binder) : Map.of();
        Map<String, FeedModel> models = new LinkedHashMap<>();
        if (roles.contains(Role.LOADER)) {
            feeds.forEach(feed -> models.put(feed, binder.bind(FEED + feed, FeedModel.class)));
        }
        if (feeds.isEmpty()) {
            throw new SettingsException("No feed is declared: set feed.<name>.files, for example feed.orders.files.");
        }
        return new Settings(
                roles,
                matching(properties, "pipeline", PIPELINE),
                roles.stream().anyMatch(Role::usesBucket)
                        ? Optional.of(matching(properties, "bucket", BUCKET))
                        : Optional.empty(),
                new TreeSet<>(feeds),
                tailed,
                posted,
                models,
                sections);
    }

    /**
     * All that keeps the settings for these roles from being read, where {@link #read} tells of the first alone. Of what a
     * section says as a whole only the first is told.
     */
    public static List<String> problems(Properties properties, Set<Role> roles) {
        List<String> problems = new ArrayList<>();
        Set<String> feeds = new TreeSet<>();
        for (String key : new TreeSet<>(properties.keys())) {
            if (key.startsWith(FEED)) {
                feeds.add(key.substring(FEED.length()).split("\\.", 2)[0]);
            }
        }
        Set<String> known = known(feeds);
        new TreeSet<>(properties.keys()).forEach(key -> attempt(problems, () -> rejectUnknown(Set.of(key), known)));
        attempt(problems, () -> matching(properties, "pipeline", PIPELINE));
        if (roles.stream().anyMatch(Role::usesBucket)) {
            attempt(problems, () -> matching(properties, "bucket", BUCKET));
        }
        Binder binder = new Binder(properties::value);
        SECTIONS.forEach((name, section) -> {
            if (section.roles().stream().anyMatch(roles::contains)) {
                problems.addAll(binder.problems(name, section.type()));
            }
        });
        for (String feed : feeds) {
            attempt(problems, () -> checkFeed(feed));
            if (roles.contains(Role.AGENT) && !isSwitchedOff(properties, feed)) {
                problems.addAll(binder.problems(FEED + feed, FeedSettings.class));
            }
            if (roles.contains(Role.LOADER)) {
                problems.addAll(binder.problems(FEED + feed, FeedModel.class));
            }
        }
        if (problems.isEmpty()) {
            attempt(problems, () -> read(properties, roles));
        }
        return problems;
    }

    private static void attempt(List<String> problems, Runnable reading) {
        try {
            reading.run();
        } catch (SettingsException e) {
            problems.add(e.getMessage());
        }
    }

    /**
     * What an agent tails and where it remembers that, without the settings that it needs to deliver.
     *
     * @throws SettingsException if a key is unknown, missing or unreadable; it names the key
     */
    public static Tailing tailing(Properties properties) {
        Set<String> feeds = feedNames(properties.keys());
        rejectUnknown(properties.keys(), known(feeds));
        Binder binder = new Binder(properties::value);
        Map<String, FeedSettings> tailed = new LinkedHashMap<>();
        feeds.stream()
                .filter(feed -> !isSwitchedOff(properties, feed))
                .forEach(feed -> tailed.put(feed, binder.bind(FEED + feed, FeedSettings.class)));
        return new Tailing(binder.bind("tail", TailSettings.class), tailed);
    }

    /**
     * What the alerts need, whatever else is set or missing.
     *
     * @throws SettingsException if a key of theirs is missing or unreadable; it names the key
     */
    public static Settings alerting(Properties properties) {
        Binder binder = new Binder(properties::value);
        Map<Class<?>, Record> sections = new HashMap<>();
        SECTIONS.forEach((name, section) -> {
            if (name.equals(ALERT) || name.startsWith(ALERT + ".")) {
                sections.put(section.type(), binder.bind(name, section.type()));
            }
        });
        return new Settings(
                Role.parse(required(properties, "roles")),
                matching(properties, "pipeline", PIPELINE),
                Optional.empty(),
                new TreeSet<>(),
                Map.of(),
                Map.of(),
                Map.of(),
                sections);
    }

    /**
     * What an agent tails.
     *
     * @param feeds by name, in order, without those whose files are set to nothing
     */
    public record Tailing(TailSettings settings, Map<String, FeedSettings> feeds) {}

    /**
     * How to reach the warehouse, as the properties say now: a placeholder may stand for a secret that has changed.
     *
     * @throws SettingsException if a key is missing or unreadable; it names the key
     */
    public static SnowflakeSettings snowflake(Properties properties) {
        return new Binder(properties::value).bind("snowflake", SnowflakeSettings.class);
    }

    /** Every key there can be, with {@code feed.<name>} standing for a feed's section; for tests and documents. */
    public static Set<String> known(Collection<String> feeds) {
        Set<String> keys = new LinkedHashSet<>(TOP);
        feeds.forEach(feed -> {
            Binder.keys(FEED + feed, FeedSettings.class).forEach(keys::add);
            Binder.keys(FEED + feed, FeedIngest.class).forEach(keys::add);
            Binder.keys(FEED + feed, FeedModel.class).forEach(keys::add);
        });
        SECTIONS.forEach((name, section) -> Binder.keys(name, section.type()).forEach(keys::add));
        return keys;
    }

    public Set<Role> roles() {
        return roles;
    }

    /** Whether a role is among them, by its name. */
    public boolean plays(String role) {
        return roles.stream().anyMatch(played -> played.key().equals(role));
    }

    /** Loaders of the same pipeline share a fence; more pipelines load different tables. */
    public String pipeline() {
        return pipeline;
    }

    /** Whether a role of this process has to do with the bucket. */
    public boolean usesBucket() {
        return bucket.isPresent();
    }

    /**
     * The bucket that holds landing, processing, processed and dead-letter.
     *
     * @throws IllegalStateException if no role of this process has to do with it
     */
    public String bucket() {
        return bucket.orElseThrow(() -> new IllegalStateException("None of the roles " + roles + " uses the bucket"));
    }

    /** The names of the declared feeds, in order. */
    public SortedSet<String> feeds() {
        return feeds;
    }

    /** What an agent tails, by feed, without those whose files are set to nothing; empty in other roles. */
    public Map<String, FeedSettings> tailed() {
        return tailed;
    }

    /** What a gateway takes, by feed, without those that take no posts; empty in other roles. */
    public Map<String, FeedIngest> posted() {
        return posted;
    }

    /** How a loader models what it loads, by feed; empty in other roles. */
    public Map<String, FeedModel> models() {
        return models;
    }

    /** The share of rejected rows in percent above which a batch is held: none when it is released. */
    public String holdAbove(String verb) {
        Percent share = verb.equals("release")
                ? Percent.ALL
                : of(TransformSettings.class).holdAbove();
        return share.number();
    }

    /**
     * One section.
     *
     * @throws IllegalStateException if no role of this process has it
     */
    public <T extends Record> T of(Class<T> type) {
        Record section = sections.get(type);
        if (section == null) {
            throw new IllegalStateException(type.getSimpleName() + " belongs to none of the roles " + roles);
        }
        return type.cast(section);
    }

    /** Where properties come from: files by key, and whatever overrides them by value. */
    public interface Properties {
        /** The keys set in files, {@code camel.*} left out. */
        Set<String> keys();

        /** The value in force, after overrides by system properties and the environment. */
        Optional<String> value(String key);
    }

    private static void section(String name, Class<? extends Record> type, Role... roles) {
        SECTIONS.put(name, new Section(type, Set.of(roles)));
    }

    private static Set<String> feedNames(Set<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(FEED))
                .map(key -> key.substring(FEED.length()).split("\\.", 2)[0])
                .peek(Settings::checkFeed)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, FeedIngest> posted(Set<String> feeds, Binder binder) {
        Map<String, FeedIngest> posted = new LinkedHashMap<>();
        feeds.stream()
                .map(feed -> binder.bind(FEED + feed, FeedIngest.class))
                .filter(FeedIngest::isPosted)
                .forEach(feed -> posted.put(feed.name(), feed));
        if (posted.isEmpty()) {
            throw new SettingsException(
                    "Property roles names gateway, but no feed takes posts: set feed.<name>.ingest to a"
                            + " Kinesis data stream, for example feed.events.ingest.");
        }
        return posted;
    }

    /** Whether its files are set to nothing. The jar declares feeds that not every host has. */
    private static boolean isSwitchedOff(Properties properties, String feed) {
        return properties
                .value(FEED + feed + ".files")
                .filter(files -> files.chars().allMatch(character -> character == ' '))
                .isPresent();
    }

    private static void checkFeed(String name) {
        if (!FEED_NAME.matcher(name).matches()) {
            throw new SettingsException("Property " + FEED + name + " declares a feed by a name that cannot be one: "
                    + "expected lower-case letters, digits and underscores, a letter first, 40 at most.");
        }
    }

    private static void rejectUnknown(Set<String> keys, Set<String> known) {
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new SettingsException("Property " + key + " is not known. The nearest known one is "
                        + Nearest.to(key, known) + "; remove it or correct its name.");
            }
        }
    }

    private static String required(Properties properties, String key) {
        Function<String, String> trim = String::trim;
        return properties
                .value(key)
                .map(trim)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new SettingsException("Property " + key
                        + " is not set: set it in config/application.properties or"
                        + " /etc/snowline/application.properties, or as the environment variable "
                        + key.toUpperCase(java.util.Locale.ROOT) + "."));
    }

    private static String matching(Properties properties, String key, Pattern form) {
        String value = required(properties, key);
        if (!form.matcher(value).matches()) {
            throw new SettingsException(
                    "Property " + key + " is '" + value + "': expected a name of the form " + form.pattern() + ".");
        }
        return value;
    }

    private record Section(Class<? extends Record> type, Set<Role> roles) {}
}
