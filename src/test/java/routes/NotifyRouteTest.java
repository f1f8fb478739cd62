package routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import local.sqs.LocalSqs;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.RoutePolicySupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.notify.Notices;
import routes.watch.NotifyMeters;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** When a message is deleted. */
class NotifyRouteTest {
    private static final String LANDED =
            "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":"
                    + "\"lake\"},\"object\":{\"key\":\"landing/orders/1\"}}}]}";

    private final Wake wake = new Wake();
    private LocalSqs sqs;
    private SqsClient client;
    private String queue;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        sqs = LocalSqs.start();
        client = sqs.client();
        queue = sqs.createQueue("landed", Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        if (camel != null) {
            camel.stop();
        }
        client.close();
        sqs.close();
    }

    @Test
    void deletesAMessageOnlyAfterTheLook() throws Exception {
        wake.pass = new CountDownLatch(1);
        route();
        send(LANDED);
        Awaitility.await().until(() -> wake.asked.get() == 1);
        assertThat(waiting()).isEqualTo(1);
        wake.pass.countDown();
        Awaitility.await().until(() -> waiting() == 0);
    }

    @Test
    void keepsAMessageWhoseLookCouldNotBeAskedFor() throws Exception {
        wake.failures = 1;
        route();
        try (CapturedLog log = CapturedLog.of(QueueWatch.class)) {
            send(LANDED);
            Awaitility.await().until(() -> wake.asked.get() == 2 && waiting() == 0);
            assertThat(log.lines()).hasSize(1).first().asString().contains("stays in the queue");
        }
    }

    @Test
    void deletesWhatSaysNothingOfUseWithoutALook() throws Exception {
        route();
        send("{");
        send("{\"Event\":\"s3:TestEvent\"}");
        send(LANDED.replace("lake", "pond"));
        Awaitility.await().until(() -> waiting() == 0);
        assertThat(wake.asked).hasValue(0);
    }

    private void route() throws Exception {
        Clock clock = Clock.systemUTC();
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("roles", "loader");
        camel.getPropertiesComponent().setInitialProperties(properties);
        QueueWatch watch = new QueueWatch(clock);
        camel.getRegistry().bind("settings", new Loader());
        camel.getRegistry().bind(NotifyRoute.CLIENT, SqsClient.class, client);
        camel.getRegistry().bind(NotifyRoute.WATCH, watch);
        camel.getRegistry().bind("notices", new Notices("lake", List.of("orders")));
        camel.getRegistry()
                .bind("notifyMeters", new NotifyMeters(new SimpleMeterRegistry(), watch::awaySeconds, clock));
        camel.getRegistry().bind("nextLook", wake);
        camel.getRegistry().bind(Leading.POLICY, new RoutePolicySupport() {});
        camel.addRoutes(new NotifyRoute(queue));
        camel.start();
    }

    private void send(String message) {
        client.sendMessage(request -> request.queueUrl(queue).messageBody(message));
    }

    /** Messages in the queue, hidden ones too. */
    private int waiting() {
        return client
                .getQueueAttributes(request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().toString().startsWith("ApproximateNumberOfMessages"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }

    /** Plays the loader's role. */
    public static final class Loader {
        public boolean plays(String role) {
            return role.equals("loader");
        }
    }

    /** Takes the place of what looks at landing: waits or fails as a test wants. */
    public static final class Wake {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile CountDownLatch pass = new CountDownLatch(0);
        private volatile int failures;

        public void soon() throws InterruptedException {
            if (asked.incrementAndGet() <= failures) {
                throw new IllegalStateException("on purpose");
            }
            pass.await();
        }
    }
}
