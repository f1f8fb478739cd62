package routes.settings;

import java.util.List;

/**
 * Which SQL turns a batch's raw rows into marts.
 *
 * @param steps names of files in {@code sql/transform}, in order
 */
public record TransformSettings(List<String> steps) {
    public TransformSettings {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("transform.steps is empty: expected names of files in sql/transform");
        }
    }
}
