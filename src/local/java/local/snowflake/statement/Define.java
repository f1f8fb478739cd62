package local.snowflake.statement;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;
import local.snowflake.storage.Database;
import local.snowflake.storage.FileFormat;
import local.snowflake.storage.Stages;

/** CREATE, DROP and ALTER of everything small: what is done is the action. */
record Define(ObjectName target, Action action) implements Statement {

    private static final List<String> STAGE_OPTIONS = List.of("URL", "STORAGE_INTEGRATION", "FILE_FORMAT", "COMMENT");

    /** The definition itself; gives the status. */
    @FunctionalInterface
    interface Action {
        String run(Work work) throws SqlFailure, SQLException;
    }

    static Statement create(Phrase phrase) throws SqlFailure {
        boolean replace = phrase.accept("OR", "REPLACE");
        if (phrase.accept("TRANSIENT", "TABLE") || phrase.accept("TABLE")) {
            return CreateTable.read(phrase, replace);
        }
        if (phrase.accept("SCHEMA") || phrase.accept("TRANSIENT", "SCHEMA")) {
            return schema(phrase, replace);
        }
        if (phrase.accept("VIEW")) {
            return view(phrase, replace);
        }
        if (phrase.accept("STAGE")) {
            return catalog(phrase, replace, Stages.Kind.STAGE);
        }
        if (phrase.accept("FILE", "FORMAT")) {
            return catalog(phrase, replace, Stages.Kind.FILE_FORMAT);
        }
        String kind = phrase.peek().name();
        return AccountDefinition.read(AccountDefinition.Verb.CREATE, replace, phrase)
                .orElseThrow(() -> SqlFailure.unsupported("CREATE " + kind));
    }

    private static Statement schema(Phrase phrase, boolean replace) throws SqlFailure {
        boolean lenient = phrase.accept("IF", "NOT", "EXISTS");
        ObjectName name = ObjectName.read(phrase);
        phrase.expectEnd();
        if (replace) {
            throw SqlFailure.unsupported("CREATE OR REPLACE SCHEMA");
        }
        return new Define(name, work -> {
            if (lenient && Database.schemaExists(work.connection(), name.name())) {
                return name.name() + " already exists, statement succeeded.";
            }
            work.execute("CREATE SCHEMA " + Token.quote(name.name()));
            return "Schema " + name.name() + " successfully created.";
        });
    }

    private static Statement view(Phrase phrase, boolean replace) throws SqlFailure {
        boolean lenient = phrase.accept("IF", "NOT", "EXISTS");
        ObjectName name = ObjectName.read(phrase);
        List<Token> columns = phrase.peek().is("(") ? phrase.parenthesised() : List.of();
        String comment = phrase.accept("COMMENT", "=") ? phrase.string() : null;
        phrase.expect("AS");
        List<Token> query = phrase.rest();
        return new Define(name, work -> {
            ObjectName view = name.in(work.schema());
            if (lenient && Database.tableExists(work.connection(), view)) {
                return view.name() + " already exists, statement succeeded.";
            }
            String names = columns.isEmpty() ? "" : " (" + work.translate(columns) + ")";
            work.execute("CREATE " + (replace ? "OR REPLACE " : "") + "VIEW " + view.sql() + names + " AS "
                    + work.translateView(query));
            if (comment != null) {
                Comment.view(view, comment).run(work);
            }
            return "View " + view.name() + " successfully created.";
        });
    }

    private static Statement catalog(Phrase phrase, boolean replace, Stages.Kind kind) throws SqlFailure {
        boolean lenient = phrase.accept("IF", "NOT", "EXISTS");
        ObjectName name = ObjectName.read(phrase);
        Map<String, String> options = FileFormat.texts(phrase.options());
        if (kind == Stages.Kind.FILE_FORMAT) {
            FileFormat.of(options);
        } else {
            checkStage(options);
        }
        return new Define(name, work -> {
            ObjectName full = name.in(work.schema());
            boolean exists = Stages.exists(work.connection(), kind, full);
            if (exists && lenient) {
                return full.name() + " already exists, statement succeeded.";
            }
            if (exists && !replace) {
                throw new SqlFailure(
                        "002002", "42710", "SQL compilation error:\nObject '" + full + "' already exists.");
            }
            if (!Database.schemaExists(work.connection(), full.schema())) {
                throw SqlFailure.notFound("Schema", full.schema());
            }
            Stages.put(work.connection(), kind, full, options);
            return kind.title() + " " + full.name() + " successfully created.";
        });
    }

    private static void checkStage(Map<String, String> options) throws SqlFailure {
        for (String option : options.keySet()) {
            if (!STAGE_OPTIONS.contains(option)) {
                throw SqlFailure.unsupported("stage option " + option);
            }
        }
        String url = options.getOrDefault("URL", "");
        if (!StageScan.isLocation(url)) {
            throw SqlFailure.invalid("URL", url);
        }
    }

    static Statement drop(Phrase phrase) throws SqlFailure {
        Optional<Statement> account = AccountDefinition.read(AccountDefinition.Verb.DROP, false, phrase);
        if (account.isPresent()) {
            return account.get();
        }
        boolean catalog = phrase.peek().is("STAGE") || phrase.peek().is("FILE");
        Stages.Kind kind = phrase.peek().is("STAGE") ? Stages.Kind.STAGE : Stages.Kind.FILE_FORMAT;
        String word = phrase.name();
        if (!catalog && !List.of("TABLE", "VIEW", "SCHEMA").contains(word)) {
            throw SqlFailure.unsupported("DROP " + word);
        }
        if (word.equals("FILE")) {
            phrase.expect("FORMAT");
        }
        boolean lenient = phrase.accept("IF", "EXISTS");
        ObjectName name = ObjectName.read(phrase);
        boolean cascade = phrase.accept("CASCADE");
        phrase.expectEnd();
        return new Define(name, work -> {
            ObjectName full = word.equals("SCHEMA") ? new ObjectName("", name.name()) : name.in(work.schema());
            if (catalog && !lenient && !Stages.exists(work.connection(), kind, full)) {
                throw SqlFailure.notFound(kind.title(), full.toString());
            } else if (catalog) {
                Stages.remove(work.connection(), kind, full);
            } else {
                String tail = cascade || word.equals("SCHEMA") ? " CASCADE" : "";
                work.execute("DROP " + word + (lenient ? " IF EXISTS " : " ") + full.sql() + tail);
            }
            return full.name() + " successfully dropped.";
        });
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
    public List<ObjectName> targets() {
        return List.of(target);
    }

    @Override
    public Result run(Work work) throws SqlFailure, SQLException {
        return Result.status(type(), action.run(work));
    }
}
