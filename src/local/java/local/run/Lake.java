package local.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks at the bucket, as any user would. */
final class Lake {
    private final S3Client s3;
    private final String bucket;

    Lake(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Whether nothing is on its way: landing and processing are empty. */
    boolean isQuiet() {
        return isEmpty("landing/") && isEmpty("processing/");
    }

    /**
     * Lines in archived raw objects, counted without the warehouse.
     *
     * @param loaded the objects that count, {@code orders/<batch>/000001.csv.gz}: one that was put twice is archived twice
     */
    long archivedLines(Set<String> loaded) {
        return s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix("processed/raw/")).contents().stream()
                .filter(object -> loaded.contains(identity(object.key())))
                .mapToLong(this::lines)
                .sum();
    }

    /** Feed, batch and name of {@code processed/raw/orders/year=/month=/day=/<batch>/<name>}. */
    private static String identity(String key) {
        String[] parts = key.split("/", -1);
        return parts[2] + "/" + parts[parts.length - 2] + "/" + parts[parts.length - 1];
    }

    private boolean isEmpty(String prefix) {
        return s3.listObjectsV2(request -> request.bucket(bucket).prefix(prefix).maxKeys(1))
                .contents()
                .isEmpty();
    }

    private long lines(S3Object object) {
        try (InputStream stored = s3.getObject(request -> request.bucket(bucket).key(object.key()));
                InputStream content =
                        new BufferedInputStream(object.key().endsWith(".gz") ? new GZIPInputStream(stored) : stored)) {
            long lines = 0;
            int before = '\n';
            for (int next = content.read(); next >= 0; next = content.read()) {
                // Empty ones stand between records of events.
                lines += next == '\n' && before != '\n' ? 1 : 0;
                before = next;
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
