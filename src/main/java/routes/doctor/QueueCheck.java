package routes.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import routes.batch.Zones;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Whether the queue of notifications is there, takes messages of S3, and is told of what lands. No message is taken from it.
 * Nothing here stops a loader: without messages it polls.
 */
final class QueueCheck implements Check {
    private static final String NAME = "SQS queue";

    private final Aws aws;
    private final String queue;
    private final String bucket;

    QueueCheck(Aws aws, String queue, String bucket) {
        this.aws = aws;
        this.queue = queue;
        this.bucket = bucket;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() {
        Map<QueueAttributeName, String> attributes;
        try (SqsClient sqs = aws.sqs()) {
            attributes = sqs.getQueueAttributes(
                            request -> request.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                    .attributes();
        } catch (SdkException e) {
            return List.of(failure(e));
        }
        List<Finding> all = new ArrayList<>();
        String policy = attributes.getOrDefault(QueueAttributeName.POLICY, "");
        boolean isTold = notification(attributes.get(QueueAttributeName.QUEUE_ARN), policy, all);
        boolean isNamed = policy.contains("s3.amazonaws.com") || policy.contains("sns.amazonaws.com");
        // S3 has tried to send to the queue before it took a notification, so without a policy the owner is the same.
        if (!isNamed && !(isTold && policy.isEmpty())) {
            all.add(Finding.warning(
                    NAME,
                    "the policy of " + queue + " names neither S3 nor SNS, so neither may tell it of objects",
                    "Let s3.amazonaws.com do sqs:SendMessage, on condition that aws:SourceArn is arn:aws:s3:::" + bucket
                            + "; docs/notifications.md has the policy."));
        }
        return all.isEmpty()
                ? List.of(Finding.ok(NAME, queue + " is there, and s3://" + bucket + " tells it of what lands"))
                : all;
    }

    private boolean notification(String arn, String policy, List<Finding> all) {
        List<QueueConfiguration> told;
        try (S3Client s3 = aws.s3()) {
            told = s3.getBucketNotificationConfiguration(request -> request.bucket(bucket))
                    .queueConfigurations();
        } catch (SdkException e) {
            all.add(Finding.warning(
                    NAME,
                    "whether s3://" + bucket + " tells the queue cannot be read: " + AwsRefusal.message(e),
                    "Allow s3:GetBucketNotification, or look yourself at the event notifications of the bucket."));
            return true;
        }
        boolean isTold = told.stream().anyMatch(to -> to.queueArn().equals(arn) && isOfLanding(to));
        // By SNS the bucket tells a topic, and the topic the queue.
        if (!isTold && !policy.contains("sns.amazonaws.com")) {
            all.add(Finding.warning(
                    NAME,
                    "no event notification of s3://" + bucket + " tells " + arn + " of objects created in "
                            + Zones.LANDING,
                    "Add one for s3:ObjectCreated:* and the prefix " + Zones.LANDING
                            + "; until then landing is only polled."));
        }
        return isTold;
    }

    private static boolean isOfLanding(QueueConfiguration to) {
        boolean isOfNewOnes = to.eventsAsStrings().stream().anyMatch(event -> event.startsWith("s3:ObjectCreated"));
        return isOfNewOnes
                && (to.filter() == null
                        || to.filter().key().filterRules().stream()
                                .filter(rule -> rule.name() == FilterRuleName.PREFIX)
                                .allMatch(rule -> Zones.LANDING.startsWith(rule.value())));
    }

    private Finding failure(SdkException e) {
        String code = AwsRefusal.code(e);
        if (code.contains("NonExistentQueue") || code.contains("QueueDoesNotExist")) {
            return Finding.failed(
                    NAME,
                    "there is no queue " + queue,
                    "Correct notify.queue: `aws sqs get-queue-url --queue-name <name>` prints it.");
        }
        if (AwsRefusal.isDenied(e)) {
            return Finding.warning(
                    NAME,
                    queue + " may not be looked at: " + AwsRefusal.message(e),
                    "Allow sqs:GetQueueAttributes; a loader also needs sqs:ReceiveMessage and sqs:DeleteMessage.");
        }
        return AwsRefusal.ofCaller(NAME, queue, e)
                .orElseGet(() ->
                        Finding.failed(NAME, queue + ": " + AwsRefusal.message(e), "Correct what the message names."));
    }
}
