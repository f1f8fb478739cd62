package local.snowflake.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import local.snowflake.dialect.Constructs.Group;
import org.junit.jupiter.api.Test;

class ConstructsTest {

    private static final Path SQL = Path.of("sql");
    private static final Path PAGE = Path.of("docs/local-snowflake.md");
    private static final String SECTION = "## What `sql/` uses, and where Snowflake documents it";
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void everyConstructOfTheSqlHasItsPage() throws Exception {
        Map<Group, Set<String>> documented = documented();
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(SQL)) {
            List<Path> files =
                    paths.filter(path -> path.toString().endsWith(".sql")).toList();
            assertThat(files).as("files under sql/").hasSizeGreaterThan(30);
            for (Path file : files) {
                Constructs.of(Files.readString(file)).forEach((group, names) -> names.stream()
                        .filter(name -> !documented.get(group).contains(name))
                        .forEach(name -> missing.add(group + " " + name + " in " + file)));
            }
        }
        assertThat(missing).as("what %s does not name", PAGE).isEmpty();
    }

    @Test
    void everyConstructOfThePageIsUsed() throws Exception {
        Map<Group, Set<String>> spare = documented();
        // What the loader writes itself around the rules.
        spare.get(Group.FUNCTIONS).removeAll(Set.of("ARRAY_CONSTRUCT_COMPACT", "CAST"));
        try (Stream<Path> paths = Files.walk(SQL)) {
            for (Path file :
                    paths.filter(path -> path.toString().endsWith(".sql")).toList()) {
                Constructs.of(Files.readString(file))
                        .forEach((group, names) -> spare.get(group).removeAll(names));
            }
        }
        // Set where the data source is made.
        spare.remove(Group.PARAMETERS);
        assertThat(spare.values())
                .as("what %s names and sql/ does not use", PAGE)
                .allSatisfy(names -> assertThat(names).isEmpty());
    }

    @Test
    void everyRowNamesAPageOfSnowflake() throws IOException {
        List<String> rows =
                section().stream().filter(line -> line.startsWith("| `")).toList();

        assertThat(rows).hasSizeGreaterThan(50).allSatisfy(row -> assertThat(row)
                .matches("\\| `[^`]+`(, `[^`]+`)* \\| https://docs[.]snowflake[.]com/en/[a-z0-9_/-]+ \\|"));
    }

    @Test
    void findsWhatAStatementUses() throws SqlFailure {
        Map<Group, Set<String>> found = Constructs.of("""
                copy into raw.t (a, b)
                from (select $1 as a, iff($2 = 'x', metadata$filename, null)::varchar(5) as b from '@s/x/')
                file_format = (format_name = 'f') on_error = continue;
                alter session set query_tag = 'x';
                create transient table if not exists t (a number(18, 0) not null) comment = 'c';
                with c (x) as (select max(v:a[0]) over (partition by b) as max from t where y = 1)
                select count(*) from c (x) full outer join lateral flatten(input => x) where x in (1) union select 2;
                """);

        assertThat(found)
                .containsEntry(Group.STATEMENTS, Set.of("COPY INTO TABLE", "ALTER SESSION", "CREATE TABLE", "SELECT"))
                .containsEntry(
                        Group.CLAUSES,
                        Set.of(
                                "$1",
                                "@STAGE",
                                "::",
                                ":",
                                "[ ]",
                                "TRANSIENT",
                                "EXISTS",
                                "OVER",
                                "PARTITION",
                                "FULL",
                                "JOIN",
                                "LATERAL",
                                "WHERE",
                                "IN",
                                "UNION"))
                .containsEntry(Group.FUNCTIONS, Set.of("IFF", "MAX", "COUNT", "FLATTEN"))
                .containsEntry(Group.TYPES, Set.of("VARCHAR", "NUMBER"))
                .containsEntry(Group.METADATA, Set.of("METADATA$FILENAME"))
                .containsEntry(Group.OPTIONS, Set.of("FILE_FORMAT", "FORMAT_NAME", "ON_ERROR", "COMMENT"))
                .containsEntry(Group.PARAMETERS, Set.of("QUERY_TAG"));
    }

    @Test
    void readsARuleAsAnExpression() throws SqlFailure {
        assertThat(Constructs.of("is_object(body) and ${feed}_x = :?y"))
                .containsEntry(Group.FUNCTIONS, Set.of("IS_OBJECT"))
                .containsEntry(Group.STATEMENTS, Set.of());
    }

    /** The names of the tables by the headings above them. */
    private static Map<Group, Set<String>> documented() throws IOException {
        Map<Group, Set<String>> documented = new EnumMap<>(Group.class);
        Map<String, Group> headings = new TreeMap<>();
        for (Group group : Group.values()) {
            documented.put(group, new TreeSet<>());
            headings.put(
                    "### " + group.name().charAt(0) + group.name().substring(1).toLowerCase(Locale.ROOT), group);
        }
        Group current = Group.STATEMENTS;
        for (String line : section()) {
            current = headings.getOrDefault(line, current);
            Matcher name = NAME.matcher(line.startsWith("| `") ? line : "");
            while (name.find()) {
                documented.get(current).add(name.group(1));
            }
        }
        return documented;
    }

    private static List<String> section() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int from = lines.indexOf(SECTION);
        assertThat(from).as("the section '%s' of %s", SECTION, PAGE).isNotNegative();
        List<String> rest = lines.subList(from + 1, lines.size());
        return rest.stream().takeWhile(line -> !line.startsWith("## ")).toList();
    }
}
