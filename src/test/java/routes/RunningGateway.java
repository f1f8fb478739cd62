package routes;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import routes.http.InMemoryIntake;
import routes.settings.ByteSize;
import routes.settings.FeedIngest;
import routes.settings.IngestSettings;

/** A gateway on a free port, whose events go to memory. */
final class RunningGateway implements AutoCloseable {
    static final int BODY_LIMIT = 1024 * 1024;
    static final int EVENT_LIMIT = 64 * 1024;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final InMemoryIntake intake = new InMemoryIntake();

    private RunningGateway() {}

    /** Starts one without keys; feed events takes anything, feed typed has a schema and a key field. */
    static RunningGateway open() throws Exception {
        return start(settings(Optional.empty(), 8L * BODY_LIMIT, Duration.ofSeconds(30), 1_000));
    }

    static RunningGateway start(IngestSettings settings) throws Exception {
        RunningGateway gateway = new RunningGateway();
        gateway.camel.addRoutes(Gateway.route(
                gateway.camel,
                settings,
                Map.of(
                        "events",
                        new FeedIngest("events", Optional.of("local"), Optional.empty(), Optional.empty()),
                        "typed",
                        new FeedIngest(
                                "typed",
                                Optional.of("local"),
                                Optional.of("id"),
                                Optional.of("classpath:typed-schema.json"))),
                gateway.intake,
                Clock.systemUTC(),
                new SimpleMeterRegistry()));
        gateway.camel.start();
        return gateway;
    }

    static IngestSettings settings(String host) {
        return settings(host, Optional.empty(), 8L * BODY_LIMIT, Duration.ofSeconds(30), 9);
    }

    static IngestSettings settings(Optional<Path> keys, long bodyBudget, Duration patience, int connections) {
        return settings("127.0.0.1", keys, bodyBudget, patience, connections);
    }

    private static IngestSettings settings(
            String host, Optional<Path> keys, long bodyBudget, Duration patience, int connections) {
        return new IngestSettings(
                host,
                0,
                keys,
                new ByteSize(BODY_LIMIT),
                new ByteSize(EVENT_LIMIT),
                new ByteSize(bodyBudget),
                patience,
                patience,
                connections,
                Duration.ZERO,
                new ByteSize(8 * BODY_LIMIT),
                Duration.ofSeconds(1),
                1);
    }

    InMemoryIntake intake() {
        return intake;
    }

    int port() {
        return camel.getRegistry()
                .lookupByNameAndType(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class)
                .getServerPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    DefaultCamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
