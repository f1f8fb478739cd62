package routes.settings;

import java.util.List;
import java.util.Optional;

/**
 * What a batch must satisfy before it may change marts.
 *
 * @param holdAbove the share of rejected rows above which a batch is held
 * @param checks names of files in {@code sql/checks} that must hold at the end of each batch
 */
public record TransformSettings(Percent holdAbove, Optional<List<String>> checks) {
    /** The checks, none if there are none. */
    public List<String> checked() {
        return checks.orElse(List.of());
    }
}
