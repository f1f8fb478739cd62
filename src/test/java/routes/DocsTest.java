package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.settings.Settings;

/** Holds the documents to what is there: links, headings, images, properties and messages. */
class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(((?!https?:)[^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern KEY = Pattern.compile("((?:[a-z<][a-z0-9_<>]*\\.)+[a-z][a-z0-9-]*)(?: = .*)?");
    /** The rows of a table whose first column has messages. */
    private static final Pattern MESSAGES = Pattern.compile("(?m)^\\| message \\|.*\n\\|[-|]*\n((?:\\|.*\n)*)");
    /** What stands between the parts of which a message is put together, and what constants hold. */
    private static final Pattern JOINT = Pattern.compile(
            "…|\\b(?:[a-z]+\\.)+[a-z][a-z-]*|SNOWLINE_[A-Z]+|X-Snowline|Firehose|Kinesis|^0+|[:;.,] |[()]");

    @Test
    void linksToWhatIsThere() throws IOException {
        assertThat(pages().stream().flatMap(page -> found(LINK, read(page))
                        .filter(link -> !isThere(page, link))
                        .map(link -> page + ": " + link)))
                .isEmpty();
    }

    @Test
    void showsEveryImage() throws IOException {
        assertThat(files("docs/images", ".png"))
                .extracting(image -> "images/" + image.getFileName())
                .isNotEmpty()
                .isSubsetOf(pages().stream()
                        .flatMap(page -> found(LINK, read(page)))
                        .toList());
    }

    @Test
    void namesPropertiesThatAreKnown() throws IOException {
        Set<String> known = Settings.known(List.of("any"));
        List<String> sections =
                known.stream().map(key -> key.replaceFirst("\\..*", "")).toList();
        assertThat(files("docs", ".md").stream().flatMap(page -> found(CODE, read(page))
                        .filter(code -> !code.matches(".*\\.(md|sql|yaml|json)"))
                        .flatMap(code -> KEY.matcher(code).matches() ? found(KEY, code) : Stream.empty())
                        .filter(key -> sections.contains(key.replaceFirst("\\..*", "")))
                        .map(key -> key.replaceFirst("^feed\\.[^.]+", "feed.any"))
                        .filter(key -> known.stream().noneMatch(each -> (each + ".").startsWith(key + ".")))
                        .map(key -> page + ": " + key)))
                .isEmpty();
    }

    @Test
    void quotesMessagesAsTheCodeHasThem() throws IOException {
        String code = files("src/main", "").stream()
                .map(DocsTest::read)
                .collect(Collectors.joining())
                .replaceAll("\"\\s*\\+\\s*\"|(?<=\\d)_(?=\\d)", "");
        List<String> messages = found(MESSAGES, read(Path.of("docs/troubleshooting.md")))
                .flatMap(String::lines)
                .flatMap(row -> found(CODE, row.split(" \\| ", 2)[0]))
                .toList();
        assertThat(messages).hasSizeGreaterThan(150);
        assertThat(messages.stream()
                        .flatMap(JOINT::splitAsStream)
                        .map(part -> part.replaceAll("^[ '.]+|[ '.]+$", ""))
                        .filter(part -> !code.contains(part)))
                .isEmpty();
    }

    private static boolean isThere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1
                        || found(HEADING, read(target)).map(DocsTest::anchor).anyMatch(parts[1]::equals));
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
    }

    private static List<Path> pages() throws IOException {
        return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")), files("docs", ".md").stream())
                .toList();
    }

    private static List<Path> files(String root, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(root))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    /** Its text, without blocks of code. */
    private static String read(Path file) {
        try {
            return FENCE.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
