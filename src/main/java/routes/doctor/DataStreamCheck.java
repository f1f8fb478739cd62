package routes.doctor;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Whether the Kinesis data stream of a feed that takes posts is there. */
final class DataStreamCheck implements Check {
    private final Aws aws;
    private final String feed;
    private final String stream;

    DataStreamCheck(Aws aws, String feed, String stream) {
        this.aws = aws;
        this.feed = feed;
        this.stream = stream;
    }

    @Override
    public String name() {
        return "Kinesis " + feed;
    }

    @Override
    public List<Finding> look() {
        try (KinesisClient kinesis = aws.kinesis()) {
            return List.of(judge(kinesis.describeStreamSummary(request -> request.streamName(stream))
                    .streamDescriptionSummary()));
        } catch (SdkException e) {
            return List.of(failure(e));
        }
    }

    private Finding judge(StreamDescriptionSummary found) {
        StreamStatus status = found.streamStatus();
        // A stream that is being split or merged takes records all the while.
        if (status != StreamStatus.ACTIVE && status != StreamStatus.UPDATING) {
            return Finding.failed(
                    name(), "the stream " + stream + " is " + found.streamStatusAsString(), "Wait until it is ACTIVE.");
        }
        return Finding.ok(
                name(),
                "%s is %s, has %d open shards and keeps records for %d h (7 days let Firehose catch up after an outage)"
                        .formatted(
                                stream,
                                found.streamStatusAsString(),
                                found.openShardCount(),
                                found.retentionPeriodHours()));
    }

    private Finding failure(SdkException e) {
        if (AwsRefusal.code(e).equals("ResourceNotFoundException")) {
            return Finding.failed(
                    name(),
                    "there is no stream " + stream + " in " + aws.region(),
                    "Make it, for example by infra/feed.yaml, or correct feed." + feed + ".ingest or AWS_REGION.");
        }
        if (AwsRefusal.isDenied(e)) {
            return Finding.warning(
                    name(),
                    "the stream " + stream + " may not be described: " + AwsRefusal.message(e),
                    "Allow kinesis:DescribeStreamSummary, or look yourself. (Putting needs kinesis:PutRecords alone, which"
                            + " is not tried.)");
        }
        return AwsRefusal.ofCaller(name(), "stream " + stream, e)
                .orElseGet(() -> Finding.failed(
                        name(), "stream " + stream + ": " + AwsRefusal.message(e), "Correct what the message names."));
    }
}
