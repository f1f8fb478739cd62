package routes.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the files of properties can be read and say all that the roles need. */
final class PropertiesCheck implements Check {
    private static final String NAME = "properties";
    private static final String CORRECT = "Correct it in the file that sets it, or as an environment variable.";

    private final List<Path> files;
    private final List<String> problems;

    /**
     * Creates it.
     *
     * @param files where properties may stand; those that are not there are none of the problem
     * @param problems what is wrong with the properties themselves
     */
    PropertiesCheck(List<Path> files, List<String> problems) {
        this.files = List.copyOf(files);
        this.problems = List.copyOf(problems);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() {
        List<Finding> found = new ArrayList<>();
        List<Path> there = files.stream().filter(Files::exists).toList();
        for (Path file : there) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                found.add(
                        Finding.failed(
                                NAME,
                                file.toAbsolutePath() + " is there and cannot be read, so nothing in it holds",
                                "Let this user read it (`chmod`, `chown`), or run doctor as the user that the process runs as."));
            }
        }
        problems.forEach(problem -> found.add(Finding.failed(NAME, problem, CORRECT)));
        if (found.isEmpty()) {
            String read = there.isEmpty()
                    ? "none of " + names(files) + " is there; those of the jar and of the environment"
                    : names(there);
            found.add(Finding.ok(NAME, "complete: " + read));
        }
        return found;
    }

    private static String names(List<Path> files) {
        return files.stream().map(file -> file.toAbsolutePath().toString()).collect(Collectors.joining(", "));
    }

    @Override
    public boolean isGate() {
        return true;
    }
}
