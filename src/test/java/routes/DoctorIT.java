package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.DoctorStack.Found;
import routes.DoctorStack.Outcome;

/** The command doctor on the local stack: all is well, and each thing that is broken is told of, and nothing else. */
class DoctorIT {
    @TempDir
    private static Path directory;

    private static DoctorStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = new DoctorStack(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @Test
    void findsNothingWrongWhereAllIsWell() throws Exception {
        Outcome outcome = stack.examine(Map.of());
        outcome.findings().forEach(System.out::println);

        assertThat(outcome.complaints()).isEmpty();
        assertThat(outcome.code()).isZero();
    }
}
