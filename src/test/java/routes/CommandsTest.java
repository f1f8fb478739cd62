package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Main main = new Main();

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void printsTheUsageWhereItIsAskedFor(String word) throws Exception {
        assertThat(run(word)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage:").contains("reprocess BATCH_ID");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nohelp",
                "reprocess",
                "setup now",
                "forget",
                "forget C-1 C-2",
                "agent",
                "agent start",
                "agent status x",
                "user reads",
                "alert",
                "alert send",
                "alert test slack",
                "doctor nurse",
                "doctor loader --yaml"
            })
    void namesWhatItDoesNotKnowAndStartsNothing(String line) throws Exception {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "Not understood: not a command, or not with these operands: " + line + System.lineSeparator())
                .endsWith("`java -jar snowline.jar help` tells of all commands." + System.lineSeparator());
        assertThat(out.size()).isZero();
        assertThat(main.isStarted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch | batch needs one batch id behind it",
                "pause | pause needs a reason behind it",
                "batches held | batches takes options only, not held",
                "batches --status | --status needs a value behind it",
                "dead-letters --status x | there is no option --status here",
                "resume --url 127.0.0.1 | is no address of a management port",
                "retry --reason | --reason needs a value behind it"
            })
    void saysWhatACommandOfARunningLoaderLacks(String line, String message) throws Exception {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Not understood: ")
                .contains(message, System.lineSeparator() + "  " + line.split(" ", -1)[0] + " ")
                .doesNotContain("setup");
        assertThat(main.isStarted()).isFalse();
    }

    @Test
    void escapesControlCharactersOfWhatItDoesNotKnow() throws Exception {
        run("a\u001bb");

        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
    }

    @Test
    void makesAUserWhoseLineTheManagementPortTakes() throws Exception {
        assertThat(run("user", "reads", "viewer")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("(?m)^  [A-Za-z0-9_-]{32}$")
                .containsPattern("(?m)^  user\\.reads = [0-9a-f]{64},viewer$");
        assertThat(main.isStarted()).isFalse();
    }

    @Test
    void saysWhichRolesThereAre() throws Exception {
        assertThat(run("user", "reads", "admin")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("viewer (reads) or operator (steers)");
    }

    private int run(String... arguments) throws Exception {
        return new Commands(main, print(out), print(err)).run(List.of(arguments));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
