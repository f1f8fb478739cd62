package routes;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/**
 * All that the process has let anybody see while it is open: logs at the level debug with their traces, the driver's own log,
 * MBeans, names of threads, the command line, and whatever a test adds. Safe for any number of threads.
 */
final class Sightings implements AutoCloseable {
    private static final String STORE = "org.gaul";

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LogManager.getRootLogger();
    private final Level before = root.getLevel();
    private final List<Appender> printing = List.copyOf(root.getAppenders().values());
    private final AbstractAppender appender =
            new AbstractAppender("sightings", null, null, false, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    seen.add("log of " + event.getLoggerName() + ": "
                            + event.getMessage().getFormattedMessage() + trace(event.getThrown()));
                }
            };
    private final Handler driver = new Handler() {
        @Override
        public void publish(LogRecord record) {
            String text = record.getParameters() == null
                    ? record.getMessage()
                    : record.getMessage() + " " + List.of(record.getParameters());
            seen.add("driver's log of " + record.getLoggerName() + ": " + text + trace(record.getThrown()));
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    };
    /** Kept, or it would be collected with its level. */
    private final java.util.logging.Logger driversOwn = java.util.logging.Logger.getLogger("net.snowflake");

    Sightings() {
        appender.start();
        // What is printed anyway stays as little as it was.
        printing.forEach(root::removeAppender);
        root.addAppender(appender);
        Configurator.setRootLevel(Level.DEBUG);
        // The store behind the local S3 is none of ours, and talks all the time.
        Configurator.setLevel(STORE, Level.INFO);
        driver.setLevel(java.util.logging.Level.ALL);
        driversOwn.setLevel(java.util.logging.Level.FINE);
        driversOwn.setUseParentHandlers(false);
        driversOwn.addHandler(driver);
    }

    /** Something that a test has read where others could. */
    void add(String where, String text) {
        seen.add(where + ": " + text);
    }

    /** A failure that somebody would be shown. */
    void add(Throwable failure) {
        seen.add("failure: " + trace(failure));
    }

    /** What JMX, the names of threads and the command line tell now. */
    void lookAround() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : beans.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                seen.add("MBean " + name + " " + attribute.getName() + ": " + value(beans, name, attribute));
            }
        }
        Thread.getAllStackTraces().keySet().forEach(thread -> seen.add("thread: " + thread.getName()));
        seen.add("arguments: " + ManagementFactory.getRuntimeMXBean().getInputArguments());
        seen.add("arguments: " + ProcessHandle.current().info().commandLine().orElse(""));
    }

    private static Object value(MBeanServer beans, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            Object value = beans.getAttribute(name, attribute.getName());
            return value instanceof Object[] array ? List.of(array) : value;
        } catch (JMException | RuntimeException e) {
            return e.getMessage();
        }
    }

    /** Where each of these was seen, by its name. */
    Map<String, List<String>> of(Map<String, String> secrets) {
        Map<String, List<String>> places = new TreeMap<>();
        secrets.forEach((name, secret) -> {
            for (String text : seen) {
                int at = text.indexOf(secret);
                if (at >= 0) {
                    places.computeIfAbsent(name, first -> new ArrayList<>())
                            .add(text.substring(0, Math.min(text.length(), 200)) + " … "
                                    + text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 40)));
                }
            }
        });
        return places;
    }

    /** How many texts have been seen of one kind. */
    long count(String kind) {
        return seen.stream().filter(text -> text.startsWith(kind)).count();
    }

    private static String trace(Throwable failure) {
        if (failure == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return " " + text;
    }

    @Override
    public void close() {
        root.removeAppender(appender);
        appender.stop();
        printing.forEach(root::addAppender);
        Configurator.setRootLevel(before);
        Configurator.setLevel(STORE, before);
        driversOwn.removeHandler(driver);
        driversOwn.setUseParentHandlers(true);
        driversOwn.setLevel(null);
    }
}
