package routes.settings;

import java.util.List;
import java.util.Optional;

/**
 * How the rows of a feed become marts. A feed without {@code transform} ends in raw.
 *
 * @param name the feed
 * @param transform the scripts that bring its staged rows into marts, files of {@code sql/transform} in order
 * @param reload the scripts that take a batch's rows out of the marts again, files of {@code sql} in order
 */
public record FeedModel(String name, Optional<List<String>> transform, Optional<List<String>> reload) {
    /** Whether there are a stage table and marts for it. */
    public boolean isModelled() {
        return transform.isPresent();
    }

    public List<String> transforms() {
        return transform.orElse(List.of());
    }

    public List<String> reloads() {
        return reload.orElse(List.of());
    }
}
