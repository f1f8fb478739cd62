package routes.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routes.snowflake.Sql;

/**
 * What a loader's role has to hold, read from the scripts that grant it: {@code sql/setup/grants/01_grant_loader} and what
 * {@code sql/setup/account} grants. {@code all tables in schema} stands for those that the scripts make, own feeds' included.
 */
final class NeededGrants {
    private static final String GRANTS = "setup/grants/01_grant_loader";
    private static final Pattern GRANT = Pattern.compile(
            "(?<verb>grant|revoke) (?<privileges>[a-z, ]+?) on (?<object>.+?) (to|from) role (?<role>\\w+)");
    private static final Pattern ALL =
            Pattern.compile("all (?<kind>tables|views|file formats) in schema (?<schema>\\w+)");
    private static final Pattern ONE =
            Pattern.compile("(?<kind>database|schema|warehouse|stage|table|view|file format) (?<name>[\\w.]+)");
    private static final Pattern MADE = Pattern.compile(
            "create (or replace )?(transient )?(?<kind>table|view|file format) (if not exists )?(?<name>\\w+\\.\\w+)");

    private NeededGrants() {}

    /** One privilege on one object, named as {@code show grants} names it but for the database: {@code RAW.ORDERS}. */
    record Grant(String privilege, String kind, String name) {
        @Override
        public String toString() {
            return privilege + " on " + kind + " " + name;
        }
    }

    /**
     * Reads them.
     *
     * @param places what fills the places of the setup scripts
     */
    static Set<Grant> of(Sql sql, Map<String, Object> places) {
        List<String> statements = new ArrayList<>();
        sql.scripts().in("setup/schema").forEach(script -> statements.addAll(lines(sql, script, places)));
        sql.scripts().in("setup/views").forEach(script -> statements.addAll(lines(sql, script, places)));
        Set<Grant> made = made(statements);
        String role = places.get("loader_role").toString().toLowerCase(Locale.ROOT);
        List<String> grants = new ArrayList<>(lines(sql, "setup/account/04_create_roles", places));
        grants.addAll(lines(sql, GRANTS, places));
        Set<Grant> needed = new LinkedHashSet<>();
        for (String statement : grants) {
            Matcher grant = GRANT.matcher(statement);
            if (grant.matches() && grant.group("role").equals(role)) {
                Set<Grant> meant = meant(grant, made);
                if (grant.group("verb").equals("grant")) {
                    needed.addAll(meant);
                } else {
                    needed.removeAll(meant);
                }
            }
        }
        return needed;
    }

    /** The objects that the scripts make, with no privilege. */
    private static Set<Grant> made(List<String> statements) {
        Set<Grant> made = new LinkedHashSet<>();
        for (String statement : statements) {
            Matcher create = MADE.matcher(statement);
            if (create.lookingAt()) {
                made.add(new Grant("", kind(create.group("kind")), upper(create.group("name"))));
            }
        }
        return made;
    }

    private static Set<Grant> meant(Matcher grant, Set<Grant> made) {
        Set<Grant> meant = new LinkedHashSet<>();
        Matcher all = ALL.matcher(grant.group("object"));
        Matcher one = ONE.matcher(grant.group("object"));
        for (String privilege : grant.group("privileges").split(",", -1)) {
            String held = upper(privilege.trim());
            if (all.matches()) {
                String kind = kind(all.group("kind").replaceFirst("s$", ""));
                String schema = upper(all.group("schema")) + ".";
                made.stream()
                        .filter(object ->
                                object.kind().equals(kind) && object.name().startsWith(schema))
                        .forEach(object -> meant.add(new Grant(held, kind, object.name())));
            } else if (one.matches()) {
                meant.add(new Grant(held, kind(one.group("kind")), upper(one.group("name"))));
            }
        }
        return meant;
    }

    /** The statements of a script on one line each, in lower case, without comments. */
    private static List<String> lines(Sql sql, String script, Map<String, Object> places) {
        return sql.statements(script, places).stream()
                .map(statement -> statement
                        .replaceAll("(?m)^\\s*--.*$", "")
                        .replaceAll("\\s+", " ")
                        .trim()
                        .toLowerCase(Locale.ROOT))
                .toList();
    }

    /** By the words of {@code show grants}. */
    private static String kind(String words) {
        return upper(words).replace(' ', '_');
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** For messages, the objects of one privilege together. */
    static Set<String> told(Set<Grant> grants) {
        Set<String> told = new TreeSet<>();
        grants.forEach(grant -> told.add(grant.toString()));
        return told;
    }
}
