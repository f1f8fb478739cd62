package infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.batch.Zones;
import routes.settings.Settings;

/** What the templates promise, whatever their parameters. */
class TemplatesTest {
    private static final String BUCKET = "arn:aws:s3:::lake";
    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/0a1b";
    private static final List<String> KEPT = List.of(Zones.LANDING, Zones.PROCESSING, Zones.DEAD_LETTER);
    private static final Set<String> HARMLESS_RULES = Set.of(
            "Id",
            "Status",
            "NoncurrentVersionExpiration",
            "ExpiredObjectDeleteMarker",
            "AbortIncompleteMultipartUpload");

    @Test
    void expireNothingThatMayNotHaveBeenLoaded() throws IOException {
        for (Object rule : lifecycle(Map.of())) {
            Map<String, Object> keys = Template.map(rule);
            if (!HARMLESS_RULES.containsAll(keys.keySet())) {
                assertThat((String) keys.get("Prefix")).isEqualTo(Zones.PROCESSED);
                assertThat(keys).containsEntry("ExpirationInDays", "90");
            }
        }
        assertThat(lifecycle(Map.of())).hasSize(2);
        assertThat(lifecycle(Map.of("ProcessedDays", "0"))).singleElement().satisfies(rule -> assertThat(HARMLESS_RULES)
                .containsAll(Template.map(rule).keySet()));
    }

    @Test
    void keepWhatWasDeletedForAMonth() throws IOException {
        Resource bucket = lake(Map.of()).resources().get("Bucket");
        assertThat(bucket.property("VersioningConfiguration.Status")).isEqualTo("Enabled");
        assertThat(lifecycle(Map.of())).anySatisfy(rule -> assertThat(Template.map(rule))
                .doesNotContainKey("Prefix")
                .containsEntry("NoncurrentVersionExpiration", Map.of("NoncurrentDays", "30"))
                .containsEntry("ExpiredObjectDeleteMarker", "true")
                .containsKey("AbortIncompleteMultipartUpload"));
    }

    @Test
    void closeTheBucket() throws IOException {
        Map<String, Resource> resources = lake(Map.of()).resources();
        Resource bucket = resources.get("Bucket");
        assertThat(Template.map(bucket.property("PublicAccessBlockConfiguration")))
                .hasSize(4)
                .allSatisfy((key, value) -> assertThat(value).isEqualTo("true"));
        assertThat(bucket.property("OwnershipControls.Rules"))
                .isEqualTo(List.of(Map.of("ObjectOwnership", "BucketOwnerEnforced")));
        assertThat(Policy.of(resources.get("BucketPolicy").property("PolicyDocument"))
                        .statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement)
                        .containsEntry("Effect", "Deny")
                        .containsEntry("Principal", "*")
                        .containsEntry("Action", "s3:*")
                        .containsEntry("Resource", List.of(BUCKET, BUCKET + "/*"))
                        .containsEntry("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false"))));
    }

    @ParameterizedTest
    @CsvSource({"'', AES256, false", KEY + ", aws:kms, true"})
    void encryptTheBucket(String key, String algorithm, String bucketKey) throws IOException {
        Resource bucket = lake(Map.of("KeyArn", key)).resources().get("Bucket");
        assertThat(Template.list(bucket.property("BucketEncryption.ServerSideEncryptionConfiguration")))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(Template.map(rule)).containsEntry("BucketKeyEnabled", bucketKey);
                    assertThat(Template.map(Template.map(rule).get("ServerSideEncryptionByDefault")))
                            .containsEntry("SSEAlgorithm", algorithm);
                });
    }

    @Test
    void letThoseUseTheKeyWhoReadAndWriteTheBucket() throws IOException {
        for (Map.Entry<String, Policy> policy : policies("").entrySet()) {
            assertThat(policy.getValue().actions()).as(policy.getKey()).noneMatch(action -> action.startsWith("kms:"));
        }
        for (Map.Entry<String, Policy> policy : policies(KEY).entrySet()) {
            Policy allowed = policy.getValue();
            boolean isOfObjects = allowed.actions().contains("s3:PutObject");
            Map<String, String> byS3 = Map.of("kms:ViaService", "s3.eu-central-1.amazonaws.com");
            for (String action : List.of("kms:Decrypt", "kms:GenerateDataKey")) {
                assertThat(allowed.allows(action, KEY, byS3))
                        .as(policy.getKey())
                        .isEqualTo(isOfObjects);
                assertThat(allowed.allows(action, KEY, Map.of())).isFalse();
            }
        }
    }

    @Test
    void nameEveryActionAndResource() throws IOException {
        for (Map.Entry<String, Policy> policy : policies(KEY).entrySet()) {
            assertThat(policy.getValue().permissions())
                    .as(policy.getKey())
                    .isNotEmpty()
                    .noneMatch(permission -> permission.action().contains("*"))
                    .noneMatch(permission -> permission.resource().equals("*")
                            || permission.resource().equals(BUCKET + "/*"));
        }
    }

    /** Bucket by prefix, so that no role can touch what is not its own. */
    @Test
    void keepEachRoleToItsPartOfTheBucket() throws IOException {
        assertThat(objects("agent", "s3:PutObject")).containsExactly("dead-letter/lines/*");
        assertThat(objects("gateway", "s3:PutObject")).isEmpty();
        assertThat(objects("loader", "s3:PutObject"))
                .containsExactly("dead-letter/objects/*", "landing/*", "processed/*", "processing/*");
        assertThat(objects("loader", "s3:DeleteObject"))
                .containsExactly("dead-letter/objects/*", "landing/*", "processing/*");
        assertThat(objects("snowflake", "s3:GetObject")).containsExactly("processed/*", "processing/*");
        assertThat(objects("snowflake", "s3:PutObject")).containsExactly("processed/mart/*");
        assertThat(objects("snowflake", "s3:DeleteObject")).containsExactly("processed/mart/*");
        for (String role : List.of("orders-delivery", "posts-delivery")) {
            String feed = role.startsWith("orders") ? "orders" : "events";
            assertThat(objects(role, "s3:PutObject"))
                    .containsExactly("firehose-errors/" + feed + "/*", "landing/" + feed + "/*");
            assertThat(objects(role, "s3:DeleteObject")).isEmpty();
        }
        assertThat(policies(KEY).values()).noneMatch(policy -> policy.actions().contains("s3:DeleteObjectVersion"));
    }

    @Test
    void letTheLoaderListItsZonesAndNothingElse() throws IOException {
        Policy loader = policies("").get("loader");
        for (String prefix :
                List.of("landing/", "landing/orders/", "processing/x/", "processed/mart/", "dead-letter/")) {
            assertThat(loader.allows("s3:ListBucket", BUCKET, Map.of("s3:prefix", prefix)))
                    .as(prefix)
                    .isTrue();
        }
        assertThat(loader.allows("s3:ListBucket", BUCKET, Map.of("s3:prefix", "firehose-errors/")))
                .isFalse();
        assertThat(loader.allows("s3:ListBucket", BUCKET, Map.of("s3:prefix", "")))
                .isFalse();
    }

    @Test
    void tellTheQueueOfAllThatLandsAndOfNothingElse() throws IOException {
        Map<String, Resource> resources = lake(Map.of()).resources();
        assertThat(resources.get("Bucket").property("NotificationConfiguration.QueueConfigurations"))
                .isEqualTo(List.of(Map.of(
                        "Event",
                        "s3:ObjectCreated:*",
                        "Queue",
                        "arn:aws:sqs:eu-central-1:123456789012:snowline-landed",
                        "Filter",
                        Map.of("S3Key", Map.of("Rules", List.of(Map.of("Name", "prefix", "Value", Zones.LANDING)))))));
        Map<String, Object> sending = Policy.of(resources.get("QueuePolicy").property("PolicyDocument"))
                .statements()
                .get(0);
        assertThat(sending)
                .containsEntry("Principal", Map.of("Service", "s3.amazonaws.com"))
                .containsEntry("Action", "sqs:SendMessage")
                .containsEntry(
                        "Condition",
                        Map.of(
                                "ArnEquals",
                                Map.of("aws:SourceArn", BUCKET),
                                "StringEquals",
                                Map.of("aws:SourceAccount", Template.ACCOUNT)));
        assertThat(Duration.ofSeconds(Long.parseLong(resources.get("Queue").text("MessageRetentionPeriod"))))
                .isLessThan(Duration.ofDays(1));
        assertThat(resources.get("Queue").property("SqsManagedSseEnabled")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "posts"})
    void deliverWhereTheLoaderLooks(String source) throws IOException {
        Resource delivery = feed("orders", source, Map.of()).resources().get("Delivery");
        String destination = "ExtendedS3DestinationConfiguration.";
        assertThat(delivery.property(destination + "Prefix")).isEqualTo(Zones.landing("orders"));
        assertThat(delivery.text(destination + "ErrorOutputPrefix"))
                .doesNotStartWith(Zones.PROCESSED)
                .satisfies(prefix -> assertThat(KEPT).noneMatch(prefix::startsWith));
        assertThat(delivery.property(destination + "CompressionFormat")).isEqualTo("GZIP");
        assertThat(delivery.property(destination + "BucketARN")).isEqualTo(BUCKET);
    }

    @Test
    void keepWhatHoldsDataWhenTheirStacksGo() throws IOException {
        List<Resource> holding = all("").filter(
                        resource -> Set.of("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::Kinesis::Stream")
                                .contains(resource.type()))
                .toList();
        assertThat(holding)
                .hasSize(3)
                .allMatch(resource -> resource.deletionPolicy().equals("Retain")
                        && resource.replacePolicy().equals("Retain"));
    }

    @ParameterizedTest
    @CsvSource({"true, ''", "false, oidc.example.com/id/A1", "true, oidc.example.com/id/A1"})
    void trustNobodyButTheirInstancesAndPods(String ec2, String provider) throws IOException {
        Map<String, Resource> resources =
                lake(Map.of("TrustEc2", ec2, "OidcProvider", provider)).resources();
        for (String role : List.of("agent", "gateway", "loader")) {
            String trust = resources.get(capital(role) + "Role").text("AssumeRolePolicyDocument");
            List<String> trusted = new ArrayList<>();
            for (var statement : JsonMapper.builder().build().readTree(trust).get("Statement")) {
                trusted.add(statement.path("Principal").path("Service").asText()
                        + statement.path("Principal").path("Federated").asText()
                        + statement
                                .at("/Condition/StringEquals")
                                .path(provider + ":sub")
                                .asText());
                assertThat(statement.path("Condition").isMissingNode())
                        .isEqualTo(statement.path("Principal").has("Service"));
            }
            List<String> expected = new ArrayList<>();
            if (ec2.equals("true")) {
                expected.add("ec2.amazonaws.com");
            }
            if (!provider.isEmpty()) {
                expected.add("arn:aws:iam::123456789012:oidc-provider/" + provider + "system:serviceaccount:snowline"
                        + (role.equals("agent") ? "-agent" : "") + ":snowline-" + role);
            }
            assertThat(trusted).as(role).isEqualTo(expected);
        }
        assertThat(resources.containsKey("LoaderProfile")).isEqualTo(ec2.equals("true"));
    }

    @Test
    void makeNoRoleThatNobodyMayTake() throws IOException {
        assertThat(lake(Map.of("TrustEc2", "false")).resources().keySet())
                .noneMatch(id -> id.endsWith("Role") || id.endsWith("Profile"));
    }

    @Test
    void makeSnowflakesRoleWhenItIsKnownWhomItTrusts() throws IOException {
        assertThat(lake(Map.of()).resources()).doesNotContainKey("SnowflakeRole");
        assertThat(lake(Map.of("SnowflakeUserArn", "arn:aws:iam::210987654321:user/x"))
                        .resources())
                .doesNotContainKey("SnowflakeRole");
        Template lake = lake(snowflake());
        Resource role = lake.resources().get("SnowflakeRole");
        assertThat(Policy.of(role.property("AssumeRolePolicyDocument")).statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement)
                        .containsEntry("Principal", Map.of("AWS", "arn:aws:iam::210987654321:user/x"))
                        .containsEntry("Condition", Map.of("StringEquals", Map.of("sts:ExternalId", "A_1=b"))));
        assertThat(lake(Map.of()).outputs().get("SnowflakeRoleArn")).isEqualTo(role.attribute("SnowflakeRole", "Arn"));
    }

    @Test
    void giveProperties() throws IOException {
        Set<String> known = Settings.known(List.of("orders", "events"));
        Map<String, String> given = new HashMap<>();
        Stream.of(
                        lake(Map.of()).outputs().get("LoaderProperties"),
                        lake(Map.of()).outputs().get("AgentProperties"),
                        feed("orders", "files", Map.of()).outputs().get("Properties"),
                        feed("events", "posts", Map.of()).outputs().get("Properties"))
                .flatMap(String::lines)
                .forEach(line -> given.put(line.split(" = ", 2)[0], line.split(" = ", 2)[1]));
        assertThat(known).containsAll(given.keySet());
        assertThat(given)
                .containsEntry("bucket", "lake")
                .containsEntry("notify.queue", "https://sqs.eu-central-1.amazonaws.com/123456789012/snowline-landed")
                .containsEntry("feed.orders.stream", "snowline-orders")
                .containsEntry("feed.events.ingest", "snowline-events");
    }

    @Test
    void raiseAlarmsAtAQuarterOfTheTimeThatIsLeft() throws IOException {
        Template posts = feed("events", "posts", Map.of());
        Duration retention = Duration.ofHours(Long.parseLong(posts.parameter("RetentionHours")));
        assertThat(posts.resources().get("BehindAlarm").property("Threshold"))
                .isEqualTo(Long.toString(retention.dividedBy(4).toMillis()));
        assertThat(posts.resources().get("FreshnessAlarm").property("Threshold"))
                .isEqualTo(Long.toString(Duration.ofHours(24).dividedBy(4).toSeconds()));
    }

    @Test
    void sendAlarmsToTheTopicIfThereIsOne() throws IOException {
        List<Resource> silent = all("").filter(TemplatesTest::isAlarm).toList();
        List<Resource> loud = all("arn:aws:sns:eu-central-1:123456789012:alarms")
                .filter(TemplatesTest::isAlarm)
                .toList();
        assertThat(silent).hasSize(9).allMatch(alarm -> alarm.property("AlarmActions")
                .equals(List.of()));
        assertThat(loud).hasSize(9).allMatch(alarm -> alarm.property("AlarmActions")
                .equals(List.of("arn:aws:sns:eu-central-1:123456789012:alarms")));
    }

    @Test
    void areReadAsCloudFormationDoes() throws IOException {
        assertThat(lake(Map.of()).parameter("OldVersionDays")).isEqualTo("30");
        assertThatThrownBy(() -> Template.of("aws.yaml", "snowline", Map.of()))
                .hasMessage("aws.yaml needs the parameter BucketName");
        assertThatThrownBy(() -> lake(Map.of("Buckets", "x"))).hasMessageContaining("Buckets");
        assertThat(Policy.isLike("landing/orders/x", "landing/*")).isTrue();
        assertThat(Policy.isLike("landing", "landing/*")).isFalse();
        assertThat(Policy.isLike("xlanding/", "landing/*")).isFalse();
    }

    private static List<Object> lifecycle(Map<String, String> parameters) throws IOException {
        return Template.list(lake(parameters).resources().get("Bucket").property("LifecycleConfiguration.Rules"));
    }

    /** The keys below which a role may do something to objects. */
    private static Set<String> objects(String role, String action) throws IOException {
        return policies(KEY).get(role).permissions().stream()
                .filter(permission -> permission.action().equals(action))
                .map(permission -> permission.resource().substring(BUCKET.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What each role may do, by a name for it. */
    private static Map<String, Policy> policies(String key) throws IOException {
        Map<String, String> withKey = new HashMap<>(snowflake());
        withKey.put("KeyArn", key);
        Map<String, Resource> lake = lake(withKey).resources();
        Map<String, Resource> orders =
                feed("orders", "files", Map.of("BucketKeyArn", key)).resources();
        Map<String, Resource> posts =
                feed("events", "posts", Map.of("BucketKeyArn", key)).resources();
        return Map.of(
                "agent",
                Policy.all(List.of(document(lake.get("AgentPolicy")), document(orders.get("AgentPolicy")))),
                "gateway",
                document(posts.get("GatewayPolicy")),
                "loader",
                document(lake.get("LoaderPolicy")),
                "snowflake",
                Policy.inline(lake.get("SnowflakeRole")),
                "orders-delivery",
                Policy.inline(orders.get("DeliveryRole")),
                "posts-delivery",
                Policy.inline(posts.get("DeliveryRole")),
                "posts-source",
                Policy.inline(posts.get("SourceRole")));
    }

    private static Policy document(Resource policy) {
        return Policy.of(policy.property("PolicyDocument"));
    }

    private static Stream<Resource> all(String topic) throws IOException {
        Map<String, String> alarms = Map.of("AlarmTopic", topic);
        return Stream.of(
                        lake(Map.of("AlarmTopic", topic, "RequestMetrics", "true")),
                        feed("orders", "files", alarms),
                        feed("events", "posts", alarms))
                .flatMap(template -> template.resources().values().stream());
    }

    private static boolean isAlarm(Resource resource) {
        return resource.type().equals("AWS::CloudWatch::Alarm");
    }

    private static Map<String, String> snowflake() {
        return Map.of("SnowflakeUserArn", "arn:aws:iam::210987654321:user/x", "SnowflakeExternalId", "A_1=b");
    }

    private static Template lake(Map<String, String> parameters) throws IOException {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("BucketName", "lake");
        return Template.of("aws.yaml", "snowline", all);
    }

    private static Template feed(String feed, String source, Map<String, String> parameters) throws IOException {
        Map<String, String> all = new HashMap<>(parameters);
        all.putAll(Map.of("Feed", feed, "Source", source, "Bucket", "lake"));
        return Template.of("feed.yaml", "snowline-" + feed, all);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }
}
