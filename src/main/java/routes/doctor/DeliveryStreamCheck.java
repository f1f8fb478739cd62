package routes.doctor;

import java.util.ArrayList;
import java.util.List;
import routes.batch.Zones;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;

/** Whether the delivery stream of a feed takes records and puts them where the loader looks, in a form that it reads. */
final class DeliveryStreamCheck implements Check {
    private final Aws aws;
    private final String feed;
    private final String stream;
    private final String bucket;

    DeliveryStreamCheck(Aws aws, String feed, String stream, String bucket) {
        this.aws = aws;
        this.feed = feed;
        this.stream = stream;
        this.bucket = bucket;
    }

    @Override
    public String name() {
        return "Firehose " + feed;
    }

    @Override
    public List<Finding> look() {
        try (FirehoseClient firehose = aws.firehose()) {
            return judge(firehose.describeDeliveryStream(request -> request.deliveryStreamName(stream))
                    .deliveryStreamDescription());
        } catch (SdkException e) {
            return List.of(failure(e));
        }
    }

    private Finding failure(SdkException e) {
        if (AwsRefusal.code(e).equals("ResourceNotFoundException")) {
            return Finding.failed(
                    name(),
                    "there is no delivery stream " + stream + " in " + aws.region(),
                    "Make it, or correct feed." + feed + ".stream or AWS_REGION.");
        }
        if (AwsRefusal.isDenied(e)) {
            return Finding.warning(
                    name(),
                    "the delivery stream " + stream + " may not be described: " + AwsRefusal.message(e),
                    "Allow firehose:DescribeDeliveryStream, or look yourself at its state, bucket and prefix. (Sending"
                            + " needs firehose:PutRecordBatch alone, which is not tried.)");
        }
        return AwsRefusal.ofCaller(name(), "delivery stream " + stream, e)
                .orElseGet(() -> Finding.failed(
                        name(),
                        "delivery stream " + stream + ": " + AwsRefusal.message(e),
                        "Correct what the message names."));
    }

    private List<Finding> judge(DeliveryStreamDescription found) {
        List<Finding> all = new ArrayList<>();
        if (found.deliveryStreamStatus() != DeliveryStreamStatus.ACTIVE) {
            all.add(
                    Finding.failed(
                            name(),
                            "the delivery stream " + stream + " is " + found.deliveryStreamStatusAsString(),
                            "Wait until it is ACTIVE; if it failed to be made, its failure description in the console says why."));
        }
        if (found.deliveryStreamType() == DeliveryStreamType.KINESIS_STREAM_AS_SOURCE) {
            all.add(Finding.failed(
                    name(),
                    "the delivery stream " + stream + " reads from Kinesis, so an agent cannot put records on it",
                    "Name one with the source Direct PUT in feed." + feed + ".stream."));
        }
        ExtendedS3DestinationDescription s3 = found.destinations().isEmpty()
                ? null
                : found.destinations().get(0).extendedS3DestinationDescription();
        if (s3 == null) {
            all.add(Finding.failed(
                    name(), "the delivery stream " + stream + " does not deliver to S3", "Make one that does."));
        } else {
            destination(s3, all);
        }
        return all.isEmpty()
                ? List.of(Finding.ok(
                        name(),
                        stream + " is ACTIVE and delivers to s3://" + bucket + "/" + s3.prefix() + ", "
                                + s3.compressionFormatAsString()))
                : all;
    }

    private void destination(ExtendedS3DestinationDescription s3, List<Finding> all) {
        String arn = s3.bucketARN();
        if (!arn.substring(arn.lastIndexOf(':') + 1).equals(bucket)) {
            all.add(Finding.failed(
                    name(),
                    stream + " delivers to " + arn + ", while the property bucket is " + bucket,
                    "Change the destination of the delivery stream, or correct the property."));
        }
        String prefix = s3.prefix() == null ? "" : s3.prefix();
        if (!prefix.startsWith(Zones.landing(feed))) {
            all.add(Finding.failed(
                    name(),
                    stream + " delivers below the prefix '" + prefix + "', where no loader looks for the feed " + feed,
                    "Set the prefix of the delivery stream to " + Zones.landing(feed) + "."));
        }
        CompressionFormat compression = s3.compressionFormat();
        if (compression == CompressionFormat.UNCOMPRESSED) {
            all.add(Finding.warning(
                    name(),
                    stream + " does not compress: objects are several times as large",
                    "Set its compression to GZIP."));
        } else if (compression != CompressionFormat.GZIP) {
            all.add(Finding.failed(
                    name(),
                    stream + " compresses by " + s3.compressionFormatAsString() + ", which is not read",
                    "Set its compression to GZIP."));
        }
        if (s3.dataFormatConversionConfiguration() != null
                && Boolean.TRUE.equals(s3.dataFormatConversionConfiguration().enabled())) {
            all.add(Finding.failed(
                    name(),
                    stream + " converts records to another format, which is not read",
                    "Switch the conversion of record formats off."));
        }
        String errors = s3.errorOutputPrefix() == null ? "" : s3.errorOutputPrefix();
        if (errors.startsWith(Zones.LANDING)) {
            all.add(Finding.failed(
                    name(),
                    stream + " puts records it could not process below '" + errors
                            + "', where a loader takes them for lines",
                    "Set its error output prefix to one outside " + Zones.LANDING + "."));
        }
    }
}
