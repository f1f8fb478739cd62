package routes.batch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be loaded again: a batch or one of its objects.
 *
 * @param batch the batch
 * @param object the object's feed and name, {@code orders/000001.csv.gz}; empty for the whole batch
 */
public record Origin(BatchId batch, Optional<String> object) {
    /** Every object of the batch, in SQL. */
    private static final String ALL = "*";

    private static final Pattern ARCHIVED = Pattern.compile(
            "processed/raw/([a-z][a-z0-9_]{0,39})/year=\\d{4}/month=\\d{2}/day=\\d{2}/([^/]+)/([0-9]{6}\\.csv[.a-z0-9]*)");

    /**
     * Reads it as people write it: a batch id, or the key of an object in the archive.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Origin parse(String text) {
        if (BatchId.matches(text)) {
            return new Origin(new BatchId(text), Optional.empty());
        }
        Matcher key = ARCHIVED.matcher(text);
        if (!key.matches() || !BatchId.matches(key.group(2))) {
            throw new IllegalArgumentException("'" + text + "' is neither a batch id nor the key of an archived object:"
                    + " expected 20261120T093000Z-0a1b2c or processed/raw/orders/year=…/…/000001.csv.gz,"
                    + " as control.lineage has it in archived_key");
        }
        return new Origin(new BatchId(key.group(2)), Optional.of(key.group(1) + "/" + key.group(3)));
    }

    /** The whole batch it belongs to. */
    public Origin whole() {
        return new Origin(batch, Optional.empty());
    }

    /** Whether an object is meant. */
    public boolean holds(Manifest.Entry entry) {
        return object.isEmpty() || object.get().equals(entry.path());
    }

    /** The object's name, or {@value #ALL} for all of the batch's. */
    public String name() {
        return object.map(path -> path.substring(path.indexOf('/') + 1)).orElse(ALL);
    }
}
