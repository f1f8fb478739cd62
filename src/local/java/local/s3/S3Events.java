package local.s3;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import local.sqs.LocalSqs;
import local.wire.Every;
import local.wire.Loopback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Tells a queue of the objects that are created in the bucket, as S3 does:
 * docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html. Nothing is told until a queue is named.
 *
 * <p>An event is sent after its object was stored, by a thread of its own, again and again until the queue takes it. Those not
 * sent yet are forgotten when the server closes. Unless told otherwise they are sent once and in order, which S3 does not
 * promise.
 *
 * <p>Thread-safe.
 */
public final class S3Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Events.class);

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long RETRY_MILLIS = 100;

    private final String bucket;
    private final ScheduledExecutorService sender =
            Executors.newSingleThreadScheduledExecutor(Loopback.daemon("s3-events"));
    private final AtomicLong sequencer = new AtomicLong(System.currentTimeMillis() << 20);
    private final Every repeated = new Every();
    private final Every dropped = new Every();
    private Subscription subscription;
    private Duration longestDelay = Duration.ZERO;
    private Random chance = new Random(0);

    S3Events(String bucket) {
        this.bucket = bucket;
    }

    private record Subscription(SqsClient client, String queueUrl, String prefix) {}

    /** An object that has been created; {@code eventName} without its {@code s3:}. */
    record Created(String eventName, String key, long bytes, String etag) {}

    /**
     * Sends events to a queue from now on, and a test event at once. A queue that was named before gets no more.
     *
     * @param client stays the caller's to close, after this server
     * @param prefix how the keys start of which the queue is told; may be empty
     */
    public void sendTo(SqsClient client, String queueUrl, String prefix) {
        Subscription subscribed = new Subscription(client, queueUrl, prefix);
        synchronized (this) {
            subscription = subscribed;
        }
        send(subscribed, testEvent(), 0);
    }

    /** Who is told, as GetBucketNotificationConfiguration shows it; the account and the region are those of SQS here. */
    synchronized String configuration() {
        if (subscription == null) {
            return "";
        }
        String queue = subscription.queueUrl().substring(subscription.queueUrl().lastIndexOf('/') + 1);
        return "<QueueConfiguration><Id>local</Id><Queue>" + LocalSqs.ARN + queue
                + "</Queue><Event>s3:ObjectCreated:*</Event><Filter><S3Key><FilterRule><Name>prefix</Name><Value>"
                + subscription.prefix() + "</Value></FilterRule></S3Key></Filter></QueueConfiguration>";
    }

    /** Sends each k-th event twice; 0 ends it. */
    public synchronized void repeatEvery(int k) {
        repeated.set(k);
    }

    /** Does not send each k-th event; 0 ends it. */
    public synchronized void dropEvery(int k) {
        dropped.set(k);
    }

    /** Keeps each event back for a time drawn from a seed, up to the given one, so that later ones overtake it. */
    public synchronized void delayUpTo(Duration longest, long seed) {
        longestDelay = longest;
        chance = new Random(seed);
    }

    /** Whether somebody is to be told of an object of that key. */
    synchronized boolean isAwaited(String key) {
        return subscription != null && key.startsWith(subscription.prefix());
    }

    synchronized void created(Created object) {
        if (!isAwaited(object.key()) || dropped.hits()) {
            return;
        }
        String event = event(object);
        int copies = repeated.hits() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long delay = longestDelay.isZero() ? 0 : chance.nextLong(longestDelay.toMillis() + 1);
            send(subscription, event, delay);
        }
    }

    private void send(Subscription to, String event, long delayMillis) {
        try {
            ScheduledFuture<?> unused = sender.schedule(() -> deliver(to, event), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server closes before an event was sent");
        }
    }

    private void deliver(Subscription to, String event) {
        try {
            to.client().sendMessage(request -> request.queueUrl(to.queueUrl()).messageBody(event));
        } catch (SdkException | IllegalStateException e) {
            LOG.debug("The queue has not taken an event; it is sent again", e);
            send(to, event, RETRY_MILLIS);
        }
    }

    private String testEvent() {
        return JSON.createObjectNode()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", TIME.format(Instant.now()))
                .put("Bucket", bucket)
                .put("RequestId", UUID.randomUUID().toString())
                .put("HostId", "local")
                .toString();
    }

    private String event(Created created) {
        ObjectNode message = JSON.createObjectNode();
        ObjectNode event = message.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", LocalS3.REGION.id())
                .put("eventTime", TIME.format(Instant.now()))
                .put("eventName", created.eventName());
        event.putObject("userIdentity").put("principalId", "local");
        event.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        event.putObject("responseElements")
                .put("x-amz-request-id", UUID.randomUUID().toString())
                .put("x-amz-id-2", "local");
        ObjectNode s3 = event.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", "local");
        s3.putObject("bucket")
                .put("name", bucket)
                .put("arn", "arn:aws:s3:::" + bucket)
                .putObject("ownerIdentity")
                .put("principalId", "local");
        s3.putObject("object")
                .put("key", encoded(created.key()))
                .put("size", created.bytes())
                .put("eTag", created.etag())
                .put("sequencer", "%016X".formatted(sequencer.incrementAndGet()));
        return message.toString();
    }

    /** As S3 writes keys in events: like a form, but for the slashes. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
