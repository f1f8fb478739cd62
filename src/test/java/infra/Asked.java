package infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import local.wire.Request;

/**
 * What a request asks IAM for, by the service authorization reference: the action, the resource, and the keys of its context.
 * A request of another kind than Snowline makes is refused, so that a new one is not overlooked.
 *
 * @param action for example {@code s3:GetObject}
 * @param resource its ARN
 * @param context keys that conditions may ask for
 */
public record Asked(String action, String resource, Map<String, String> context) {
    private static final Pattern OBJECT = Pattern.compile("<Object>(.*?)</Object>", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("<Key>(.*?)</Key>", Pattern.DOTALL);
    private static final Pattern PREFIX = Pattern.compile("(?:^|&)prefix=([^&]*)");
    private static final String PLACE = Template.REGION + ":" + Template.ACCOUNT + ":";

    /** What a request to S3 asks for, by path-style addresses. */
    public static List<Asked> s3(Request request, byte[] body) {
        String[] parts = request.path().split("\\?", 2);
        String query = parts.length > 1 ? parts[1] : "";
        String path = decoded(parts[0].replace("+", "%2B"));
        String bucket = path.substring(1).split("/", 2)[0];
        String object = "arn:aws:s3:::" + path.substring(1);
        return switch (request.method()) {
            case "GET" ->
                query.contains("list-type=2")
                        ? List.of(new Asked(
                                "s3:ListBucket", "arn:aws:s3:::" + bucket, Map.of("s3:prefix", prefix(query))))
                        : List.of(of("s3:GetObject", object));
            case "HEAD" -> List.of(of("s3:GetObject", object));
            case "PUT" -> put(request, object);
            case "DELETE" -> deleted(object, request.header("if-match").isPresent());
            case "POST" -> {
                if (!query.equals("delete")) {
                    throw new IllegalArgumentException("unknown here: " + request);
                }
                yield bulk("arn:aws:s3:::" + bucket + "/", new String(body, StandardCharsets.UTF_8));
            }
            default -> throw new IllegalArgumentException("unknown here: " + request);
        };
    }

    /** What a request to Firehose asks for. */
    public static List<Asked> firehose(Request request, byte[] body) {
        String operation = request.target().replace("Firehose_20150804.", "");
        return List.of(of(
                "firehose:" + operation,
                "arn:aws:firehose:" + PLACE + "deliverystream/"
                        + json(body).path("DeliveryStreamName").asText()));
    }

    /** What a request to Kinesis asks for. */
    public static List<Asked> kinesis(Request request, byte[] body) {
        String operation = request.target().replace("Kinesis_20131202.", "");
        return List.of(of(
                "kinesis:" + operation,
                "arn:aws:kinesis:" + PLACE + "stream/"
                        + cbor(body).path("StreamName").asText()));
    }

    /** What a request to SQS asks for. */
    public static List<Asked> sqs(Request request, byte[] body) {
        String queue = json(body).path("QueueUrl").asText();
        return List.of(of(
                "sqs:" + request.target().replace("AmazonSQS.", ""),
                "arn:aws:sqs:" + PLACE + queue.substring(queue.lastIndexOf('/') + 1)));
    }

    private static List<Asked> put(Request request, String object) {
        List<Asked> asked = new ArrayList<>();
        request.header("x-amz-copy-source")
                .ifPresent(source -> asked.add(of(
                        "s3:GetObject",
                        "arn:aws:s3:::" + decoded(source.replace("+", "%2B")).replaceFirst("^/", ""))));
        asked.add(of("s3:PutObject", object));
        return asked;
    }

    private static List<Asked> bulk(String bucket, String body) {
        List<Asked> asked = new ArrayList<>();
        Matcher object = OBJECT.matcher(body);
        while (object.find()) {
            Matcher key = KEY.matcher(object.group(1));
            if (!key.find()) {
                throw new IllegalArgumentException("an object without a key: " + body);
            }
            asked.addAll(deleted(bucket + key.group(1), object.group(1).contains("<ETag>")));
        }
        return asked;
    }

    /** A condition on the content reads it: S3 asks for both permissions. */
    private static List<Asked> deleted(String object, boolean isConditional) {
        return isConditional
                ? List.of(of("s3:DeleteObject", object), of("s3:GetObject", object))
                : List.of(of("s3:DeleteObject", object));
    }

    private static String prefix(String query) {
        Matcher prefix = PREFIX.matcher(query);
        return prefix.find() ? decoded(prefix.group(1)) : "";
    }

    private static Asked of(String action, String resource) {
        return new Asked(action, resource, Map.of());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] body) {
        try {
            return JsonMapper.builder().build().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode cbor(byte[] body) {
        try {
            return new CBORMapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
