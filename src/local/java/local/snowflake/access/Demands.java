package local.snowflake.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import local.snowflake.dialect.ObjectName;
import local.snowflake.dialect.Phrase;
import local.snowflake.dialect.SqlFailure;
import local.snowflake.dialect.Token;

/**
 * The privileges a statement needs, found in its words. Every name that is the name of a table or a view counts as read,
 * wherever it stands: so none is missed, and an alias that equals one is asked for too much. A view is read with the rights
 * of its owner, so only its own name counts. Used once, by one thread.
 */
final class Demands {
    private final List<Token> tokens;
    private final Map<String, Kind> relations;
    private final String schema;
    private final List<Demand> demands = new ArrayList<>();
    private boolean onWarehouse;

    private Demands(List<Token> tokens, Map<String, Kind> relations, String schema) {
        this.tokens = tokens;
        this.relations = relations;
        this.schema = schema;
    }

    /**
     * Reads a statement.
     *
     * @param relations the tables and views there are, by qualified name
     */
    static Demands of(List<Token> tokens, Map<String, Kind> relations, String schema) throws SqlFailure {
        Demands demands = new Demands(tokens, relations, schema);
        demands.read(new Phrase(tokens));
        return demands;
    }

    List<Demand> list() {
        return demands;
    }

    /** Whether the statement runs on a warehouse: it touches rows or files. */
    boolean isOnWarehouse() {
        return onWarehouse;
    }

    private void read(Phrase phrase) throws SqlFailure {
        if (phrase.accept("INSERT")) {
            boolean overwrites = phrase.accept("OVERWRITE");
            phrase.accept("INTO");
            change(phrase, overwrites ? List.of("INSERT", "DELETE") : List.of("INSERT"));
        } else if (phrase.accept("UPDATE")) {
            change(phrase, List.of("UPDATE", "SELECT"));
        } else if (phrase.accept("DELETE", "FROM")) {
            boolean looks = phrase.ahead().stream().anyMatch(token -> token.is("WHERE") || token.is("USING"));
            change(phrase, looks ? List.of("DELETE", "SELECT") : List.of("DELETE"));
        } else if (phrase.accept("TRUNCATE")) {
            phrase.accept("TABLE");
            phrase.accept("IF", "EXISTS");
            change(phrase, List.of("TRUNCATE"));
        } else if (phrase.accept("MERGE", "INTO")) {
            change(phrase, actions());
        } else if (phrase.accept("COPY", "INTO")) {
            copy(phrase);
        } else if (phrase.accept("CREATE")) {
            create(phrase);
        } else if (phrase.accept("DROP") || phrase.accept("ALTER") || phrase.accept("COMMENT", "ON")) {
            own(phrase);
        } else if (phrase.accept("DESCRIBE") || phrase.accept("DESC")) {
            Kind.read(phrase);
            see(phrase);
        } else if (phrase.accept("USE")) {
            use(phrase);
        } else if (phrase.accept("LIST") || phrase.accept("LS")) {
            files();
        } else if (phrase.peek().is("SELECT")
                || phrase.peek().is("WITH")
                || phrase.peek().is("(")) {
            rows(phrase.rest());
            files();
        }
    }

    /** A statement that changes a table and may read others, or the same. */
    private void change(Phrase phrase, List<String> privileges) throws SqlFailure {
        ObjectName target = ObjectName.read(phrase);
        Securable table = relation(target).orElse(null);
        if (table != null) {
            privileges.forEach(privilege -> demands.add(new Demand(privilege, table)));
        }
        onWarehouse = true;
        rows(phrase.rest());
        files();
    }

    private List<String> actions() {
        List<String> privileges = new ArrayList<>(List.of("SELECT"));
        Phrase phrase = new Phrase(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            for (String action : List.of("INSERT", "UPDATE", "DELETE")) {
                if (phrase.peek(i).is("THEN") && phrase.peek(i + 1).is(action)) {
                    privileges.add(action);
                }
            }
        }
        return privileges;
    }

    private void copy(Phrase phrase) throws SqlFailure {
        if (phrase.peek().kind() == Token.Kind.STAGE) {
            rows(phrase.rest());
            files();
        } else {
            change(phrase, List.of("INSERT"));
        }
    }

    private void create(Phrase phrase) throws SqlFailure {
        Definition definition = Definition.read(tokens).orElse(null);
        if (definition == null) {
            return;
        }
        Securable object = definition.securable(schema);
        Kind kind = object.kind();
        Securable place =
                kind.isInSchema() ? object.schema() : kind == Kind.SCHEMA ? Securable.DATABASE : Securable.ACCOUNT;
        demands.add(new Demand("CREATE " + kind.sql(), place));
        if (definition.replaces() && relations.containsKey(object.name())) {
            demands.add(new Demand(Kind.OWNERSHIP, object));
        }
        if (kind == Kind.VIEW || kind == Kind.TABLE) {
            phrase.until("AS");
            rows(phrase.rest());
        }
        for (int i = 0; kind == Kind.STAGE && i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is("STORAGE_INTEGRATION")) {
                demands.add(new Demand(
                        "USAGE",
                        new Securable(Kind.INTEGRATION, tokens.get(i + 2).name())));
            }
        }
    }

    /** DROP, ALTER and COMMENT ON want the owner. */
    private void own(Phrase phrase) throws SqlFailure {
        boolean column = phrase.accept("COLUMN");
        Optional<Kind> kind = column ? Optional.of(Kind.TABLE) : Definition.kind(phrase);
        phrase.accept("IF", "EXISTS");
        if (kind.isEmpty()) {
            return;
        }
        ObjectName name = column ? table(phrase) : ObjectName.read(phrase);
        Securable object = Securable.of(kind.get(), name, schema);
        boolean relation = object.kind() == Kind.TABLE || object.kind() == Kind.VIEW;
        if (!relation || relations.containsKey(object.name())) {
            demands.add(new Demand(Kind.OWNERSHIP, object));
        }
    }

    /** The table of a column's name. */
    private static ObjectName table(Phrase phrase) throws SqlFailure {
        List<Token> name = phrase.until("IS");
        return ObjectName.read(new Phrase(name.subList(0, Math.max(name.size() - 2, 1))));
    }

    private void see(Phrase phrase) throws SqlFailure {
        Optional<Securable> object = relation(ObjectName.read(phrase));
        object.ifPresent(securable -> demands.add(new Demand("SELECT", securable)));
    }

    private void use(Phrase phrase) throws SqlFailure {
        if (phrase.accept("ROLE") || phrase.accept("WAREHOUSE")) {
            return;
        }
        boolean database = phrase.accept("DATABASE");
        boolean named = !database && phrase.accept("SCHEMA");
        ObjectName name = ObjectName.read(phrase);
        boolean whole = database || (!named && name.schema().isEmpty());
        demands.add(new Demand("USAGE", whole ? Securable.DATABASE : new Securable(Kind.SCHEMA, name.name())));
    }

    /** The tables and views among these words. */
    private void rows(List<Token> words) {
        Set<Securable> read = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            boolean follows = i > 0 && words.get(i - 1).is(".");
            boolean inDatabase = follows
                    && i > 1
                    && words.get(i - 2).isName()
                    && words.get(i - 2).name().equals(ObjectName.DATABASE);
            if (words.get(i).isName() && (!follows || inDatabase)) {
                relation(ObjectName.readLeading(words.subList(i, Math.min(i + 3, words.size()))))
                        .ifPresent(read::add);
            }
        }
        read.forEach(securable -> demands.add(new Demand("SELECT", securable)));
        onWarehouse |= !read.isEmpty();
    }

    /** The stages of the statement, and the file formats that it names. */
    private void files() throws SqlFailure {
        Phrase phrase = new Phrase(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.STAGE) {
                int slash = token.text().indexOf('/');
                String name = slash < 0 ? token.text() : token.text().substring(0, slash);
                demands.add(new Demand("USAGE", Securable.of(Kind.STAGE, ObjectName.parse(name), schema)));
                onWarehouse = true;
            }
            boolean format = token.is("FILE_FORMAT") || token.is("FORMAT_NAME");
            if (format && phrase.peek(i + 2).kind() == Token.Kind.STRING) {
                ObjectName name = ObjectName.parse(phrase.peek(i + 2).text());
                demands.add(new Demand("USAGE", Securable.of(Kind.FILE_FORMAT, name, schema)));
            }
        }
    }

    private Optional<Securable> relation(ObjectName name) {
        String full = name.in(schema).toString();
        return Optional.ofNullable(relations.get(full)).map(kind -> new Securable(kind, full));
    }
}
