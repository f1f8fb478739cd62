package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Reads what S3 tells a queue of new objects, and has landing looked at soon if one is of a declared feed. A message is
 * deleted only after that was asked for; one that says nothing of use is counted and deleted too, since the listing of
 * landing is the truth and messages only shorten the wait for it. What fails leaves the message in the queue, which shows
 * it again. While the queue is away, landing is polled as ever.
 */
public final class NotifyRoute extends RouteBuilder {
    /** What the client of SQS is bound as. */
    static final String CLIENT = "sqs";
    /** What takes note of failed and successful calls is bound as. */
    static final String WATCH = "queueWatch";

    private final String queue;

    /**
     * Creates it.
     *
     * @param queue its URL, of the form that the settings ask for
     */
    public NotifyRoute(String queue) {
        this.queue = queue;
    }

    @Override
    public void configure() {
        from(messages())
                .routeId("notify")
                .routeGroup("batch")
                .routeDescription("Reads of new objects from a queue, and has landing looked at soon")
                .precondition(Endpoints.when("loader"))
                .routePolicyRef(Leading.POLICY)
                .errorHandler(noErrorHandler())
                .setBody(method("notices", "read"))
                .to("bean:notifyMeters?method=count")
                .filter(simple("${body.isLanded}"))
                .to("bean:nextLook?method=soon")
                .end()
                .to(deletion());
    }

    /**
     * The queue, ten messages a call, the most that SQS gives. Each call waits two seconds for some: a stop has to wait for it
     * too, and longer would save little. The address of the queue is given, so nothing is asked of SQS at the start. Its own
     * time-out of visibility counts: none is set here. A failed call is followed by five seconds of rest.
     */
    private String messages() {
        return endpoint()
                + "&deleteAfterRead=false&maxMessagesPerPoll=10&waitTimeSeconds=2&greedy=true&initialDelay=0&delay=100"
                + "&backoffErrorThreshold=1&backoffMultiplier=50&pollStrategy=#" + WATCH + "&exceptionHandler=#"
                + WATCH;
    }

    private String deletion() {
        return endpoint() + "&operation=deleteMessage";
    }

    private String endpoint() {
        return "aws2-sqs://" + queue.substring(queue.lastIndexOf('/') + 1) + "?queueUrl=RAW(" + queue
                + ")&amazonSQSClient=#" + CLIENT + "&autoCreateQueue=false";
    }
}
