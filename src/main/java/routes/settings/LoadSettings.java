package routes.settings;

import java.time.Duration;

/**
 * Where the SQL comes from, and how long raw rows stay.
 *
 * @param sql {@code classpath:sql} or {@code file:/a/directory}
 * @param rawRetention how long raw keeps the rows of a finished batch
 */
public record LoadSettings(String sql, Duration rawRetention) {
    public LoadSettings {
        AtLeast.check("load.raw-retention", rawRetention, AtLeast.SHORTEST);
    }
}
