package routes.snowflake;

import java.util.List;
import routes.batch.Manifest;

/** Names objects of a batch to the stage, whose PATTERN is a regular expression over whole paths. */
public final class StagePattern {
    private StagePattern() {}

    /** A pattern for the objects of these stems, whether it is held against whole keys or against what follows a path. */
    public static String of(List<String> stems) {
        return "(.*/)?(" + String.join("|", stems) + ")[.].*";
    }

    /** The path below the batch's folder without ending, {@code orders/000001}. */
    public static String stem(Manifest.Entry object) {
        return object.feed() + "/" + object.name().substring(0, object.name().indexOf('.'));
    }
}
