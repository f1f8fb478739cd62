package bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a Java process of the same Java. */
public final class Child {
    private Child() {}

    /** With the classes of this process. */
    public static ProcessBuilder java(List<String> flags, List<String> main) {
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        arguments.addAll(main);
        return java(arguments);
    }

    /** With these arguments alone. */
    public static ProcessBuilder java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
