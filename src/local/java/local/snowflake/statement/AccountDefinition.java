package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import local.snowflake.access.Access;
import local.snowflake.access.Kind;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.storage.FileFormat;
import local.snowflake.storage.Stages;

/**
 * CREATE, ALTER … SET, ALTER USER … UNSET and DROP of what lies in no schema: warehouses, the database, storage integrations, roles, users.
 * Their options are checked and kept; only a user's change what happens.
 */
record AccountDefinition(Verb verb, boolean lenient, Kind kind, String name, Map<String, String> options)
        implements Statement {

    /** What is done. */
    enum Verb {
        CREATE,
        ALTER,
        UNSET,
        DROP
    }

    private static final String TEXT = "(?s).*";
    private static final String NAME = "[A-Z_][A-Z0-9_]*";
    private static final String FLAG = "(?i)true|false";
    private static final Map<Kind, Map<String, String>> KNOWN = Map.of(
            Kind.WAREHOUSE,
            Map.of(
                    "WAREHOUSE_SIZE",
                    "(?i)X-?SMALL|SMALL|MEDIUM|LARGE|X-?LARGE",
                    "AUTO_SUSPEND",
                    "\\d{1,9}",
                    "AUTO_RESUME",
                    FLAG,
                    "INITIALLY_SUSPENDED",
                    FLAG,
                    "COMMENT",
                    TEXT),
            Kind.DATABASE,
            Map.of("DATA_RETENTION_TIME_IN_DAYS", "\\d{1,2}", "COMMENT", TEXT),
            Kind.INTEGRATION,
            Map.of(
                    "TYPE",
                    "EXTERNAL_STAGE",
                    "STORAGE_PROVIDER",
                    "(?i)S3",
                    "ENABLED",
                    FLAG,
                    "STORAGE_AWS_ROLE_ARN",
                    "arn:aws[a-z-]*:iam::\\d{12}:role/\\S+",
                    "STORAGE_ALLOWED_LOCATIONS",
                    "s3://[^\u0000]+(\u0000s3://[^\u0000]+)*",
                    "COMMENT",
                    TEXT),
            Kind.ROLE,
            Map.of("COMMENT", TEXT),
            Kind.USER,
            Map.of(
                    "TYPE",
                    "SERVICE|PERSON",
                    "RSA_PUBLIC_KEY",
                    "[A-Za-z0-9+/]+={0,2}",
                    "RSA_PUBLIC_KEY_2",
                    "[A-Za-z0-9+/]+={0,2}",
                    "DEFAULT_ROLE",
                    NAME,
                    "DEFAULT_WAREHOUSE",
                    NAME,
                    "DEFAULT_NAMESPACE",
                    NAME,
                    "COMMENT",
                    TEXT));
    /** What cannot be left out of an integration. */
    private static final Set<String> INTEGRATION =
            Set.of("TYPE", "STORAGE_PROVIDER", "ENABLED", "STORAGE_AWS_ROLE_ARN", "STORAGE_ALLOWED_LOCATIONS");

    /** Reads what follows the verb, if it is about one of these objects. */
    static Optional<Statement> read(Verb verb, boolean replace, Phrase phrase) throws SqlFailure {
        boolean storage = phrase.accept("STORAGE");
        if (!storage && !isKnown(phrase)) {
            return Optional.empty();
        }
        Kind kind = Kind.read(phrase).orElseThrow(() -> SqlFailure.syntax("STORAGE"));
        if (replace || (storage && kind != Kind.INTEGRATION) || (verb == Verb.ALTER && kind == Kind.DATABASE)) {
            throw SqlFailure.unsupported(verb + (replace ? " OR REPLACE " : " ") + kind.sql());
        }
        boolean lenient = verb == Verb.CREATE ? phrase.accept("IF", "NOT", "EXISTS") : phrase.accept("IF", "EXISTS");
        String name = phrase.name();
        if (verb == Verb.ALTER && kind == Kind.USER && phrase.accept("UNSET")) {
            return Optional.of(unset(lenient, name, phrase));
        }
        if (verb == Verb.ALTER) {
            phrase.expect("SET");
        } else if (kind == Kind.WAREHOUSE) {
            phrase.accept("WITH");
        }
        Map<String, String> options = verb == Verb.DROP ? Map.of() : FileFormat.texts(phrase.options());
        phrase.expectEnd();
        check(verb, kind, options);
        return Optional.of(new AccountDefinition(verb, lenient, kind, name, options));
    }

    private static Statement unset(boolean lenient, String user, Phrase phrase) throws SqlFailure {
        Map<String, String> options = new TreeMap<>();
        for (List<Token> option : Phrase.split(phrase.rest())) {
            options.put(option.get(0).name(), "");
        }
        for (String option : options.keySet()) {
            if (!KNOWN.get(Kind.USER).containsKey(option)) {
                throw SqlFailure.unsupported("User option " + option);
            }
        }
        return new AccountDefinition(Verb.UNSET, lenient, Kind.USER, user, options);
    }

    private static boolean isKnown(Phrase phrase) {
        return KNOWN.keySet().stream().anyMatch(kind -> phrase.peek().is(kind.sql()));
    }

    private static void check(Verb verb, Kind kind, Map<String, String> options) throws SqlFailure {
        for (Map.Entry<String, String> option : options.entrySet()) {
            String form = KNOWN.get(kind).get(option.getKey());
            if (form == null) {
                throw SqlFailure.unsupported(kind.title() + " option " + option.getKey());
            }
            if (!Pattern.matches(form, option.getValue())) {
                throw SqlFailure.invalid(option.getKey(), option.getValue());
            }
        }
        if (verb == Verb.CREATE && kind == Kind.INTEGRATION && !options.keySet().containsAll(INTEGRATION)) {
            throw SqlFailure.syntax("<EOF>");
        }
    }

    @Override
    public StatementType type() {
        return StatementType.DEFINITION;
    }

    @Override
    public Effect effect() {
        return Effect.DEFINE;
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        return Result.status(type(), kind == Kind.DATABASE ? database(work) : object(work));
    }

    private String object(Work work) throws SqlFailure, SQLException {
        Stages.Kind stored = Stages.Kind.valueOf(kind.name());
        ObjectName object = new ObjectName("", name);
        boolean exists = kind == Kind.ROLE
                ? Access.roleExists(work.connection(), name)
                : Stages.exists(work.connection(), stored, object);
        if (verb == Verb.CREATE) {
            if (exists) {
                return already();
            }
            Stages.put(work.connection(), stored, object, options);
            return kind.title() + " " + name + " successfully created.";
        }
        if (!exists && !lenient) {
            throw SqlFailure.notFound(kind.title(), name);
        }
        if (verb == Verb.DROP) {
            Stages.remove(work.connection(), stored, object);
            return name + " successfully dropped.";
        }
        if (exists) {
            Map<String, String> all = new TreeMap<>(Stages.options(work.connection(), stored, object));
            if (verb == Verb.UNSET) {
                all.keySet().removeAll(options.keySet());
            } else {
                all.putAll(options);
            }
            Stages.put(work.connection(), stored, object, all);
        }
        return "Statement executed successfully.";
    }

    /** There is one database, which can be dropped and made again. */
    private String database(Work work) throws SqlFailure, SQLException {
        if (!name.equals(ObjectName.DATABASE)) {
            throw SqlFailure.unsupported("a database of another name than " + ObjectName.DATABASE);
        }
        ObjectName mark = new ObjectName("", name);
        boolean exists = Access.databaseExists(work.connection());
        if (verb == Verb.CREATE && exists) {
            return already();
        }
        if (verb == Verb.CREATE) {
            Stages.remove(work.connection(), Stages.Kind.DROPPED_DATABASE, mark);
            return "Database " + name + " successfully created.";
        }
        if (!exists && !lenient) {
            throw SqlFailure.notFound("Database", name);
        }
        for (List<String> schema : work.query(
                        StatementType.SELECT,
                        "select SCHEMA_NAME from memory.main.information_schema_schemata where SCHEMA_NAME <> 'PUBLIC'")
                .rows()) {
            work.execute("DROP SCHEMA " + new ObjectName("", schema.get(0)).sql() + " CASCADE");
        }
        Stages.removeAll(work.connection());
        Stages.put(work.connection(), Stages.Kind.DROPPED_DATABASE, mark, Map.of());
        return name + " successfully dropped.";
    }

    private String already() throws SqlFailure {
        if (!lenient) {
            throw new SqlFailure("002002", "42710", "SQL compilation error:\nObject '" + name + "' already exists.");
        }
        return name + " already exists, statement succeeded.";
    }
}
