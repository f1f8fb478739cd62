package routes.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.notify.Notice.Kind;

class NoticesTest {
    private final Notices notices = new Notices("lake", List.of("orders", "events"));

    @ParameterizedTest
    @ValueSource(strings = {"Put", "Post", "Copy", "CompleteMultipartUpload"})
    void hearsOfObjectsHoweverTheyCameToBe(String how) {
        assertThat(read(records(record("ObjectCreated:" + how, "lake", "landing/orders/1.gz"))))
                .isEqualTo(Kind.LANDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "landing/orders/a+b%2Bc.gz",
                "landing%2Forders%2F1",
                "landing/orders/%C3%A9",
                "landing/orders/%22%27%0A%00",
                "landing/orders/"
            })
    void decodesKeys(String key) {
        assertThat(read(records(record("ObjectCreated:Put", "lake", key)))).isEqualTo(Kind.LANDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "landing/returns/1",
                "landing/orders",
                "landing/ordersandmore/1",
                "Landing/orders/1",
                "processing/orders/1",
                "landing/+orders/1",
                "/landing/orders/1",
                ""
            })
    void takesNoNoticeOfOtherKeys(String key) {
        assertThat(read(records(record("ObjectCreated:Put", "lake", key)))).isEqualTo(Kind.OTHER);
    }

    @Test
    void takesNoNoticeOfOtherBucketsAndEvents() {
        assertThat(read(records(record("ObjectCreated:Put", "pond", "landing/orders/1"))))
                .isEqualTo(Kind.OTHER);
        assertThat(read(records(record("ObjectRemoved:Delete", "lake", "landing/orders/1"))))
                .isEqualTo(Kind.OTHER);
        assertThat(read("{\"Records\":[]}")).isEqualTo(Kind.OTHER);
    }

    @Test
    void findsTheOneThatCountsAmongMany() {
        assertThat(read(records(
                        "17",
                        record("ObjectCreated:Put", "lake", "landing/orders/%zz"),
                        record("ObjectCreated:Put", "pond", "landing/orders/1"),
                        record("ObjectCreated:Put", "lake", "landing/orders/1"))))
                .isEqualTo(Kind.LANDED);
    }

    @Test
    void knowsTheTestThatS3Makes() {
        assertThat(read("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"lake\"}"))
                .isEqualTo(Kind.TEST);
    }

    @Test
    void opensWhatSnsSends() {
        String message = records(record("ObjectCreated:Put", "lake", "landing/orders/1"));
        assertThat(read(sns(message))).isEqualTo(Kind.LANDED);
        assertThat(read(sns("{"))).isEqualTo(Kind.MALFORMED);
        assertThat(read(sns(sns(message)))).as("wrapped twice").isEqualTo(Kind.MALFORMED);
    }

    @Test
    void readsWhatEventBridgeSendsWithKeysAsTheyAre() {
        assertThat(read(bridged("Object Created", "landing/orders/a%zzb"))).isEqualTo(Kind.LANDED);
        assertThat(read(bridged("Object Deleted", "landing/orders/1"))).isEqualTo(Kind.OTHER);
        assertThat(read("{\"source\":\"aws.s3\",\"detail\":[]}")).isEqualTo(Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "17",
                "\"Records\"",
                "[]",
                "{}",
                "{",
                "{\"Records\":{}}",
                "{\"Records\":[{}]}",
                "{\"Records\":[null]}",
                "{\"Records\":[[]]}",
                "{\"Records\":[{\"eventName\":1,\"s3\":{\"bucket\":{\"name\":[]},\"object\":{\"key\":{}}}}]}",
                "{\"Message\":17}",
                "{\"Records\":[]} {\"Records\":[]}",
                "\u0000\u001b[31m"
            })
    void survivesWhatS3NeverSends(String message) {
        assertThat(read(message)).isEqualTo(Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "landing/orders/%-1"})
    void survivesKeysThatAreNotEncoded(String key) {
        assertThat(read(records(record("ObjectCreated:Put", "lake", key)))).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void readsNoDeeperAndNoFurtherThanS3Writes() {
        assertThat(read("[".repeat(100_000))).isEqualTo(Kind.MALFORMED);
        assertThat(read("{\"Records\":" + "[".repeat(50) + "]".repeat(50) + "}"))
                .isEqualTo(Kind.MALFORMED);
        assertThat(read("{\"a\":\"" + "x".repeat(Notices.MAX_BYTES) + "\",\"Records\":[]}"))
                .isEqualTo(Kind.MALFORMED);
        assertThat(read("{\"a\":" + "9".repeat(5_000) + "}")).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void saysWhyOnOneSafeLine() {
        Notice notice = notices.read(records(record("ObjectCreated:Put", "lake", "elsewhere/%0A%1b[31m")));
        assertThat(notice.reason()).isEqualTo("key elsewhere/ \\u001b[31m");
    }

    private Kind read(String message) {
        return notices.read(message).kind();
    }

    private static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String record(String event, String bucket, String key) {
        return "{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",\"eventName\":\"" + event
                + "\",\"s3\":{\"bucket\":{\"name\":\"" + bucket + "\"},\"object\":{\"key\":\"" + key
                + "\",\"size\":1}}}";
    }

    private static String sns(String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Type", "Notification")
                .put("Message", message)
                .toString();
    }

    private static String bridged(String type, String key) {
        return "{\"version\":\"0\",\"detail-type\":\"" + type
                + "\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":{\"name\":" + "\"lake\"},\"object\":{\"key\":\""
                + key + "\"}}}";
    }
}
