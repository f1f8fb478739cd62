package routes.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import routes.batch.Zones;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** Whether a rule of the bucket removes or freezes what has not been loaded yet, and what versioning keeps. */
final class LifecycleCheck implements Check {
    private static final String NAME = "S3 lifecycle";
    private static final List<String> KEPT = List.of(Zones.LANDING, Zones.PROCESSING, Zones.DEAD_LETTER);
    private static final List<TransitionStorageClass> FROZEN =
            List.of(TransitionStorageClass.GLACIER, TransitionStorageClass.DEEP_ARCHIVE);

    private final Aws aws;
    private final String bucket;

    LifecycleCheck(Aws aws, String bucket) {
        this.aws = aws;
        this.bucket = bucket;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> look() {
        try (S3Client s3 = aws.s3()) {
            List<LifecycleRule> rules = rules(s3).stream()
                    .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                    .toList();
            List<Finding> all = new ArrayList<>();
            rules.forEach(rule -> judge(rule, all));
            if (isVersioned(s3) && rules.stream().noneMatch(rule -> rule.noncurrentVersionExpiration() != null)) {
                all.add(Finding.warning(
                        NAME,
                        "s3://" + bucket
                                + " keeps every version: what is moved out of landing and processing stays and is"
                                + " paid for",
                        "Add a rule that expires noncurrent versions after some days."));
            }
            return all.isEmpty()
                    ? List.of(Finding.ok(NAME, "no rule expires or freezes " + String.join(", ", KEPT)))
                    : all;
        } catch (SdkException e) {
            return List.of(Finding.warning(
                    NAME,
                    "the rules of s3://" + bucket + " cannot be read: " + AwsRefusal.message(e),
                    "Allow s3:GetLifecycleConfiguration and s3:GetBucketVersioning, or look yourself that no rule expires "
                            + String.join(", ", KEPT) + "."));
        }
    }

    private List<LifecycleRule> rules(S3Client s3) {
        try {
            return s3.getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                    .rules();
        } catch (SdkException e) {
            if (AwsRefusal.code(e).equals("NoSuchLifecycleConfiguration")) {
                return List.of();
            }
            throw e;
        }
    }

    private boolean isVersioned(S3Client s3) {
        return s3.getBucketVersioning(request -> request.bucket(bucket)).status() == BucketVersioningStatus.ENABLED;
    }

    private void judge(LifecycleRule rule, List<Finding> all) {
        String hit = KEPT.stream().filter(zone -> touches(rule, zone)).collect(Collectors.joining(", "));
        if (hit.isEmpty()) {
            return;
        }
        String name = "the rule '" + rule.id() + "' of s3://" + bucket;
        if (rule.expiration() != null
                && (rule.expiration().days() != null || rule.expiration().date() != null)) {
            all.add(Finding.failed(
                    NAME,
                    name + " expires objects in " + hit + ": lines would be lost",
                    "Give the rule a prefix that leaves out " + String.join(", ", KEPT) + ", or disable it."));
        }
        if (rule.transitions().stream().anyMatch(transition -> FROZEN.contains(transition.storageClass()))) {
            all.add(Finding.warning(
                    NAME,
                    name + " moves objects in " + hit + " to Glacier, where they cannot be loaded from",
                    "Give the rule a prefix below " + Zones.PROCESSED + "."));
        }
    }

    private static boolean touches(LifecycleRule rule, String zone) {
        String prefix = prefix(rule);
        return prefix.startsWith(zone) || zone.startsWith(prefix);
    }

    /** The prefix, wherever the rule has it; none is all of the bucket. */
    @SuppressWarnings("deprecation") // Rules made long ago have it where it stood then.
    private static String prefix(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        if (filter == null) {
            return rule.prefix() == null ? "" : rule.prefix();
        }
        if (filter.prefix() != null) {
            return filter.prefix();
        }
        return filter.and() == null || filter.and().prefix() == null
                ? ""
                : filter.and().prefix();
    }
}
