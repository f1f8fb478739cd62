package routes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What loggers say while it is open: level, message and the name of what was thrown. Safe for any number of threads. */
public final class CapturedLog implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LogManager.getRootLogger();
    private final AbstractAppender appender;

    private CapturedLog(Predicate<String> loggers) {
        // On the root, whatever is listened to: an appender of its own would cut a logger off from the others for good.
        this.appender = new AbstractAppender("captured", null, null, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                if (loggers.test(event.getLoggerName())) {
                    String thrown = event.getThrown() == null
                            ? ""
                            : " " + event.getThrown().getClass().getName();
                    lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage() + thrown);
                }
            }
        };
        appender.start();
        root.addAppender(appender);
    }

    /** Of one class. */
    public static CapturedLog of(Class<?> type) {
        return new CapturedLog(type.getName()::equals);
    }

    /** Of everything. */
    public static CapturedLog ofAll() {
        return new CapturedLog(name -> true);
    }

    /** So far, oldest first. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** So far, of a level that asks for attention. */
    public List<String> warnings() {
        return lines.stream()
                .filter(line -> line.startsWith("WARN") || line.startsWith("ERROR"))
                .toList();
    }

    @Override
    public void close() {
        root.removeAppender(appender);
        appender.stop();
    }
}
