package infra;

import java.util.List;
import java.util.Map;

/**
 * A resource of a template.
 *
 * @param type for example {@code AWS::S3::Bucket}
 * @param deletionPolicy what becomes of it when its stack goes
 * @param replacePolicy what becomes of the old one when it is replaced
 * @param properties resolved
 */
public record Resource(String type, String deletionPolicy, String replacePolicy, Map<String, Object> properties) {

    /** A property by its path, {@code VersioningConfiguration.Status}; null if it has none. */
    public Object property(String path) {
        Object value = properties;
        for (String name : path.split("\\.", -1)) {
            value = value == null ? null : Template.map(value).get(name);
        }
        return value;
    }

    String text(String path) {
        return (String) property(path);
    }

    /** What {@code Ref} gives, by the reference of CloudFormation's resources. */
    String ref(String id) {
        return switch (type) {
            case "AWS::SQS::Queue" ->
                "https://sqs." + Template.REGION + ".amazonaws.com/" + Template.ACCOUNT + "/" + text("QueueName");
            case "AWS::IAM::ManagedPolicy" -> "arn:aws:iam::" + Template.ACCOUNT + ":policy/" + id;
            default -> name(id);
        };
    }

    String attribute(String id, String attribute) {
        String place = Template.REGION + ":" + Template.ACCOUNT + ":";
        return switch (type + " " + attribute) {
            case "AWS::SQS::Queue Arn" -> "arn:aws:sqs:" + place + name(id);
            case "AWS::SQS::Queue QueueName" -> name(id);
            case "AWS::Kinesis::Stream Arn" -> "arn:aws:kinesis:" + place + "stream/" + name(id);
            case "AWS::KinesisFirehose::DeliveryStream Arn" ->
                "arn:aws:firehose:" + place + "deliverystream/" + name(id);
            case "AWS::Logs::LogGroup Arn" -> "arn:aws:logs:" + place + "log-group:" + name(id) + ":*";
            case "AWS::IAM::Role Arn" -> "arn:aws:iam::" + Template.ACCOUNT + ":role/" + name(id);
            default -> throw new IllegalArgumentException("unknown here: " + attribute + " of " + type);
        };
    }

    private String name(String id) {
        return List.of("BucketName", "QueueName", "DeliveryStreamName", "RoleName", "LogGroupName", "Name").stream()
                .filter(properties::containsKey)
                .findFirst()
                .map(this::text)
                .orElse(id);
    }
}
